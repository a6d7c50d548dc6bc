import ge.tetri.client.TetriClient;
import ge.tetri.client.TetriClientOptions;
import ge.tetri.client.answer.Order;
import ge.tetri.client.request.CardOrderRequest;
import ge.tetri.client.request.RecurringRequest;

/** Stores a card with the first payment and charges it again without the payer. */
public class Recurring {
    public static void main(String[] args) {
        TetriClient tetri = new TetriClient(new TetriClientOptions().merchantId(1549901).secretKey("test"));
        String orderId = "order-" + System.nanoTime();

        // A shop without PCI DSS sends requiredRectoken to checkout().url and takes the rectoken from the callback.
        Order first = tetri.cards().step1(new CardOrderRequest()
            .orderId(orderId).orderDesc("First month").amount(1000).currency("GEL").requiredRectoken(true)
            .cardNumber("4444555511116666").expiryDate("1232").cvv2("111")).order();

        Order next = tetri.cards().recurring(new RecurringRequest()
            .orderId(orderId + "-2").orderDesc("Second month").amount(1000).currency("GEL").rectoken(first.rectoken()));
        System.out.println(next.orderStatus());
    }
}
