package ge.tetri.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** spec/signature-vectors.json: what a signer must reproduce, and what a verifier must refuse. */
final class VectorTest {
    private VectorTest() {
    }

    static void run() throws Exception {
        Map<String, Object> vectors = Wire.members(Tests.readJson("spec/signature-vectors.json"));
        List<Object> rows = new ArrayList<>((List<?>) vectors.get("v1"));
        rows.addAll((List<?>) vectors.get("v2"));
        for (Object each : rows) {
            Map<String, Object> row = Wire.members(each);
            Tests.test("vector " + row.get("name"), () -> check(row));
        }
    }

    private static void check(Map<String, Object> row) throws Exception {
        String key = (String) row.get("secret");
        String signature = (String) row.get("signature");
        String changed = (signature.charAt(0) == '0' ? '1' : '0') + signature.substring(1);
        if (row.get("data") != null) {
            String data = (String) row.get("data");
            Tests.equal(signature, Signature.of(data, key), "signature");
            Tests.isTrue(Signature.fits(signature, data, key), "fits");
            Tests.isTrue(!Signature.fits(signature, data, key + "x") && !Signature.fits(changed, data, key) && !Signature.fits("", data, key), "refuses");
        } else {
            Map<String, Object> members = Wire.members(row.get("members"));
            Tests.equal(signature, Signature.of(members, key), "signature");
            Tests.isTrue(Signature.fits(signature, members, key), "fits");
            Tests.isTrue(!Signature.fits(signature, members, key + "x") && !Signature.fits(changed, members, key) && !Signature.fits("", members, key), "refuses");
        }
    }
}
