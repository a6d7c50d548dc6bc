package ge.tetri.client;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables in the code are those of spec/client, and there is one version. */
final class SpecTest {
    private SpecTest() {
    }

    static void run() throws Exception {
        Tests.test("operations are those of the spec", SpecTest::operations);
        Tests.test("members of answers are those of the spec", SpecTest::answers);
        Tests.test("currencies without two decimals are those of the spec", SpecTest::money);
        Tests.test("rules of retrying and limits are those of the spec", SpecTest::retry);
        Tests.test("there is one version", SpecTest::version);
    }

    private static void operations() throws Exception {
        List<?> rows = (List<?>) Wire.members(Tests.readJson("spec/client/operations.json")).get("operations");
        Tests.equal(rows.size(), Operation.values().length, "number of operations");
        for (int place = 0; place < rows.size(); place++) {
            Map<String, Object> row = Wire.members(rows.get(place));
            Operation own = Operation.values()[place];
            Tests.equal(row.get("name"), own.name, "name");
            Tests.equal(row.get("path"), own.path, own.name);
            Tests.equal(row.get("key"), own.isCredit() ? "credit" : "payment", own.name);
            Tests.equal(row.get("repeat"), own.repeat.name().toLowerCase(Locale.ROOT), own.name);
            Tests.equal(row.get("timeout"), (long) own.timeout(), own.name);
            Tests.equal(row.get("answer"), own.answer, own.name);
            Tests.equal(row.get("signed"), own.signed.name().toLowerCase(Locale.ROOT), own.name);
            Tests.equal(row.get("formats"), own.formats(), own.name);
            Tests.equal(row.get("versions"), own.versions(), own.name);
            Tests.equal(row.getOrDefault("version_sent", true), own.isVersionSent(), own.name);
            Tests.equal(row.getOrDefault("adds", Collections.emptyMap()), own.adds(), own.name);
            Tests.equal(row.get("made"), own.made(), own.name);
        }
    }

    private static void answers() throws Exception {
        Map<String, Object> tables = Wire.members(Wire.members(Tests.readJson("spec/client/answers.json")).get("answers"));
        for (Map.Entry<String, Object> table : tables.entrySet()) {
            if (!table.getKey().equals("form") && !table.getKey().equals("orders")) {
                Tests.equal(table.getValue(), Answers.TABLES.get(table.getKey()), table.getKey());
            }
        }
        Tests.equal(tables.size() - 2, Answers.TABLES.size(), "number of answers");
    }

    private static void money() throws Exception {
        Map<String, Object> spec = Wire.members(Tests.readJson("spec/client/money.json"));
        for (int decimals : new int[] {0, 3}) {
            for (Object currency : (List<?>) spec.get(String.valueOf(decimals))) {
                Tests.equal(decimals, Money.decimalsOf((String) currency), (String) currency);
            }
        }
        Tests.equal(2, Money.decimalsOf("GEL"), "GEL");
    }

    private static void retry() throws Exception {
        Map<String, Object> spec = Wire.members(Tests.readJson("spec/client/operations.json"));
        Map<String, Object> rules = Wire.members(spec.get("retry"));
        TetriClientOptions.Settings settings = new TetriClientOptions().merchantId(1).secretKey("x").settings(Collections.emptyMap());
        Tests.equal(rules.get("tries"), (long) settings.tries, "tries");
        Tests.equal(rules.get("deadline_s"), settings.deadline.getSeconds(), "deadline");
        Tests.equal(Wire.members(spec.get("limits")).get("answer_bytes"), (long) settings.maxAnswerBytes, "limit of an answer");
        Tests.equal(rules.get("first_delay_ms"), RetryPolicy.FIRST_DELAY.toMillis(), "first delay");
        Tests.equal(rules.get("largest_delay_ms"), RetryPolicy.LARGEST_DELAY.toMillis(), "largest delay");
        Tests.equal(rules.get("largest_retry_after_s"), RetryPolicy.LARGEST_RETRY_AFTER.getSeconds(), "largest Retry-After");
        for (int status = 200; status < 600; status++) {
            RetryPolicy.Failure failure = new RetryPolicy.Failure(RetryPolicy.Failure.Kind.ANSWER, status, false, null);
            Duration minute = Duration.ofMinutes(1);
            boolean read = RetryPolicy.waitBefore(failure, Operation.Repeat.READ, 1, 2, minute, () -> 0) != null;
            boolean once = RetryPolicy.waitBefore(failure, Operation.Repeat.ONCE, 1, 2, minute, () -> 0) != null;
            Tests.equal(new HashSet<>((List<?>) rules.get("statuses")).contains((long) status), read, "status " + status);
            Tests.equal(new HashSet<>((List<?>) rules.get("statuses_not_carried_out")).contains((long) status), once, "status " + status);
        }
    }

    private static void version() throws Exception {
        String version = Tests.read("sdk/VERSION").trim();
        Tests.equal(version, Version.VALUE, "Version");
        Tests.isTrue(Tests.read("sdk/java/pom.xml").contains("<artifactId>tetri-client</artifactId>\n  <version>" + version + "</version>"), "pom.xml");
        Tests.isTrue(Tests.read("sdk/java/CHANGELOG.md").contains("\n## " + version + "\n"), "CHANGELOG.md");
    }
}
