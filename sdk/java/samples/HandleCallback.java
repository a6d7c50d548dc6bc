import com.sun.net.httpserver.HttpServer;
import ge.tetri.client.TetriClient;
import ge.tetri.client.TetriClientOptions;
import ge.tetri.client.answer.Order;
import ge.tetri.client.error.SignatureException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Takes what the gateway tells of an order. Only a body that the gateway signed gets through. */
public class HandleCallback {
    public static void main(String[] args) throws Exception {
        TetriClient tetri = new TetriClient(new TetriClientOptions().merchantId(1549901).secretKey("test"));

        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("port", 3001)), 0);
        shop.createContext("/callback", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                Order order = tetri.callbacks().read(body, exchange.getRequestHeaders().getFirst("Content-Type"));
                System.out.println(order.orderId() + " is " + order.orderStatus() + ": " + order.actualAmount() + " " + order.currency());
                exchange.sendResponseHeaders(200, -1);
            } catch (SignatureException error) {
                System.out.println("refused: " + error.reason());
                exchange.sendResponseHeaders(400, -1);
            }
        });
        shop.start();
        System.out.println("http://127.0.0.1:" + shop.getAddress().getPort() + "/callback");
    }
}
