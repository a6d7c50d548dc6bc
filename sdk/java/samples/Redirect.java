import com.sun.net.httpserver.HttpServer;
import ge.tetri.client.TetriClient;
import ge.tetri.client.TetriClientOptions;
import ge.tetri.client.answer.CheckoutAddress;
import ge.tetri.client.request.OrderRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Creates an order and sends the payer to its page. */
public class Redirect {
    public static void main(String[] args) throws Exception {
        TetriClient tetri = new TetriClient(new TetriClientOptions().merchantId(1549901).secretKey("test"));

        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("port", 3000)), 0);
        shop.createContext("/", exchange -> {
            CheckoutAddress order = tetri.checkout().url(new OrderRequest()
                .orderId("order-" + System.nanoTime())
                .orderDesc("Two books")
                .amount(1000)
                .currency("GEL")
                .responseUrl("https://shop.example/thanks")
                .serverCallbackUrl("https://shop.example/callback"));
            exchange.getResponseHeaders().add("Location", order.checkoutUrl());
            exchange.sendResponseHeaders(303, -1);
        });
        shop.start();
        System.out.println("http://127.0.0.1:" + shop.getAddress().getPort());
    }
}
