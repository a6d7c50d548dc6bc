package ge.tetri.client;

import ge.tetri.client.answer.Capture;
import ge.tetri.client.answer.CheckoutAddress;
import ge.tetri.client.answer.CheckoutToken;
import ge.tetri.client.answer.DirectPayment;
import ge.tetri.client.answer.FiscalData;
import ge.tetri.client.answer.Order;
import ge.tetri.client.answer.Reversal;
import ge.tetri.client.answer.Settlement;
import ge.tetri.client.answer.SubscriptionState;
import ge.tetri.client.answer.Transaction;
import ge.tetri.client.error.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what came into typed answers. The tables are those of spec/client/answers.json; a test compares them. */
final class Answers {
    /** Of each answer: its members, each with its type. */
    static final Map<String, Map<String, String>> TABLES = new HashMap<>();

    static {
        table("checkout", "checkout_url text, payment_id id");
        table("token", "token text");
        table("order", "order_id text, merchant_id integer, payment_id id, order_status text, amount amount, currency text, "
            + "actual_amount amount, actual_currency text, reversal_amount amount, settlement_amount amount, settlement_currency text, "
            + "settlement_date text, fee amount, fee_oplata amount, response_code integer, response_description text, tran_type text, "
            + "masked_card text, card_bin text, card_type text, rrn text, approval_code text, eci text, payment_system text, "
            + "sender_email text, sender_cell_phone text, sender_account text, order_time time, product_id text, merchant_data text, "
            + "rectoken text, rectoken_lifetime time, verification_status text, parent_order_id text, additional_info text, "
            + "transaction json");
        table("capture", "order_id text, merchant_id integer, capture_status text, response_code integer, response_description text");
        table("reversal", "order_id text, merchant_id integer, reverse_status text, reversal_amount amount, reverse_id text, transaction_id id, "
            + "response_code integer, response_description text");
        table("settlement", "order_id text, operation_id text, merchant_id integer, payment_id id, order_status text, tran_type text, amount amount, "
            + "currency text, transaction json");
        table("transactions", "id id, payment_id id, parent_tran_id id, order_id text, merchant_id integer, tran_type text, transaction_status text, "
            + "amount major, currency text, actual_amount major, actual_currency text, reversal_amount major, capture_amount major, "
            + "capture_status text, preauth flag, response_code integer, timestart time, timeend time, duration integer, "
            + "payment_system text, masked_card text, card_bin text, card_type text, eci text, sender_rrn text, "
            + "sender_approval_code text, sender_email text, rectoken text");
        table("fiscal", "error text");
        table("direct", "acs_url text, pareq text, md text, order order");
        table("subscription", "order_id text, merchant_id integer, status text");
    }

    private Answers() {
    }

    static Object typed(String answer, Object came) throws Unreadable {
        boolean isList = answer.equals("transactions") || answer.equals("orders");
        if (isList != came instanceof List) {
            throw new Unreadable(isList ? "A list was expected." : "An object was expected.");
        }
        if (!isList) {
            return one(answer, Wire.members(came));
        }
        List<Object> rows = new ArrayList<>();
        for (Object row : (List<?>) came) {
            rows.add(one(answer.equals("orders") ? "order" : answer, Wire.members(row)));
        }
        return Collections.unmodifiableList(rows);
    }

    private static Object one(String answer, Map<String, Object> came) throws Unreadable {
        switch (answer) {
            case "checkout":
                return new CheckoutAddress(members(answer, came), came);
            case "token":
                return new CheckoutToken(members(answer, came), came);
            case "order":
                return new Order(members(answer, came), came);
            case "capture":
                return new Capture(members(answer, came), came);
            case "reversal":
                return new Reversal(members(answer, came), came);
            case "settlement":
                return new Settlement(members(answer, came), came);
            case "transactions":
                return new Transaction(members(answer, came), came);
            case "fiscal":
                return new FiscalData(members(answer, came), came);
            case "subscription":
                return new SubscriptionState(members(answer, came), came);
            default:
                return came.containsKey("acs_url")
                    ? new DirectPayment(members(answer, came), came)
                    : new DirectPayment(Collections.singletonMap("order", one("order", came)), came);
        }
    }

    private static Map<String, Object> members(String answer, Map<String, Object> came) throws Unreadable {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, String> row : TABLES.get(answer).entrySet()) {
            Object value = came.get(row.getKey());
            if (value != null && !value.equals("") && !row.getValue().equals("order")) {
                members.put(row.getKey(), row.getValue().equals("json") ? value : scalar(row.getKey(), row.getValue(), value, came));
            }
        }
        return members;
    }

    private static Object scalar(String name, String type, Object value, Map<String, Object> row) throws Unreadable {
        if (value instanceof Map || value instanceof List) {
            throw new Unreadable(name + " is no single value.");
        }
        String text = value.toString();
        switch (type) {
            case "time":
                return Wire.readTime(text);
            case "flag":
                must(name, text, "true|false");
                return Boolean.valueOf(text);
            case "id":
                must(name, text, "[0-9]{1,19}");
                return text;
            case "integer":
            case "amount":
                must(name, text, "-?[0-9]{1,15}");
                return Long.valueOf(text);
            case "major":
                return minorUnits(name, text, String.valueOf(row.get("currency")));
            default:
                return text;
        }
    }

    private static Long minorUnits(String name, String text, String currency) throws Unreadable {
        try {
            return Money.toMinor(text, currency);
        } catch (UsageException noAmount) {
            throw new Unreadable(name + " is no amount.");
        }
    }

    private static void must(String name, String text, String pattern) throws Unreadable {
        if (!text.matches(pattern)) {
            throw new Unreadable(name + " is not what it should be.");
        }
    }

    private static void table(String answer, String rows) {
        Map<String, String> table = new LinkedHashMap<>();
        for (String row : rows.split(", ")) {
            table.put(row.split(" ")[0], row.split(" ")[1]);
        }
        TABLES.put(answer, table);
    }
}
