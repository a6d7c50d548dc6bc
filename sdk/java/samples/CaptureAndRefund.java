import ge.tetri.client.TetriClient;
import ge.tetri.client.TetriClientOptions;
import ge.tetri.client.answer.Capture;
import ge.tetri.client.answer.Reversal;
import ge.tetri.client.request.CaptureRequest;
import ge.tetri.client.request.CardOrderRequest;
import ge.tetri.client.request.ReverseRequest;

/** Takes a part of what an order holds, and gives a part of that back. */
public class CaptureAndRefund {
    public static void main(String[] args) {
        TetriClient tetri = new TetriClient(new TetriClientOptions().merchantId(1549901).secretKey("test"));
        String orderId = "order-" + System.nanoTime();

        // A shop without PCI DSS lets the payer do this on the hosted page, with preauth at checkout().url.
        tetri.cards().step1(new CardOrderRequest()
            .orderId(orderId).orderDesc("Two books").amount(1000).currency("GEL").preauth(true)
            .cardNumber("4444555511116666").expiryDate("1232").cvv2("111"));

        Capture capture = tetri.orders().capture(new CaptureRequest().orderId(orderId).amount(600).currency("GEL"));
        System.out.println(capture.captureStatus());

        Reversal reversal = tetri.orders().reverse(new ReverseRequest().orderId(orderId).amount(250).currency("GEL").reverseId("refund-" + orderId));
        System.out.println(reversal.reverseStatus() + " " + reversal.reversalAmount());
    }
}
