using System.Globalization;
using Microsoft.Data.Sqlite;
using Tetri.Payments;

namespace Tetri.Connectors.Simulator;

/// <summary>
/// The acquirer's own book, apart from the gateway's database as a bank's is. It outlives the gateway process, so it can
/// say afterwards what became of a transaction. Card numbers are in it only masked.
/// </summary>
internal sealed class Ledger : IDisposable
{
    private const int MostEntriesListed = 100;
    private const int InvalidTransaction = 1065;

    private const string Columns =
        "transaction_id, original_id, merchant_id, order_id, masked_card, minor, currency, hold, outcome, decline_code, eci, card_product, version, silent_finds, asked, description, link";

    // In WAL mode with synchronous=NORMAL a commit survives the death of the process, which is all the ledger promises.
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA busy_timeout = 5000;
        CREATE TABLE IF NOT EXISTS entries (
            transaction_id INTEGER PRIMARY KEY,
            original_id    INTEGER,
            merchant_id    INTEGER NOT NULL,
            order_id       TEXT    NOT NULL,
            masked_card    TEXT    NOT NULL,
            minor          INTEGER NOT NULL,
            currency       TEXT    NOT NULL,
            hold           INTEGER NOT NULL,
            outcome        INTEGER NOT NULL,
            decline_code   INTEGER,
            eci            TEXT    NOT NULL,
            card_product   TEXT,
            version        INTEGER,
            silent_finds   INTEGER NOT NULL,
            asked          INTEGER NOT NULL,
            description    TEXT,
            link           TEXT,
            recorded_at    TEXT    NOT NULL
        );
        CREATE INDEX IF NOT EXISTS entries_by_order ON entries (order_id);
        CREATE INDEX IF NOT EXISTS entries_by_original ON entries (original_id) WHERE original_id IS NOT NULL;
        """;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly SqliteCommand _record;
    private readonly SqliteCommand _follow;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _close;
    private readonly SqliteCommand _reopen;
    private readonly SqliteCommand _breakSilence;
    private readonly SqliteCommand _decide;
    private readonly SqliteCommand _list;

    public Ledger(SimulatorOptions options, TimeProvider time)
    {
        _time = time;
        Directory.CreateDirectory(options.DataFolder);
        var source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataFolder, "simulator.db"), Pooling = false };
        _connection = new SqliteConnection(source.ToString());
        _connection.Open();
        using (var schema = Prepare(Schema))
            schema.ExecuteNonQuery();
        AddColumn("description");
        AddColumn("link");

        _record = Prepare($"""
            INSERT INTO entries ({Columns}, recorded_at)
            VALUES ($id, NULL, $merchant, $order, $card, $minor, $currency, $hold, $outcome, $code, $eci, $product, $version, $silent, 1, $text, $link, $now)
            ON CONFLICT (transaction_id) DO UPDATE SET asked = asked + 1
            RETURNING {Columns}
            """, "$id", "$merchant", "$order", "$card", "$minor", "$currency", "$hold", "$outcome", "$code", "$eci", "$product", "$version", "$silent", "$text", "$link", "$now");

        // One statement, so that two at once can take or give back no more than there is.
        _follow = Prepare($"""
            INSERT INTO entries ({Columns}, recorded_at)
            SELECT $id, $original, coalesce(charge.merchant_id, 0), coalesce(charge.order_id, ''), coalesce(charge.masked_card, ''), $minor, $currency, $capture,
                   CASE WHEN possible THEN {(int)LedgerOutcome.Approved} ELSE {(int)LedgerOutcome.Declined} END,
                   CASE WHEN possible THEN NULL ELSE coalesce($code, {InvalidTransaction}) END,
                   '7', NULL, NULL, 0, 1, NULL, NULL, $now
            FROM (SELECT 1)
            LEFT JOIN (
                SELECT *, outcome = {(int)LedgerOutcome.Approved} AND currency = $currency AND $minor > 0 AND $code IS NULL AND CASE WHEN $capture
                        THEN hold AND $minor <= minor AND captured IS NULL AND reversed IS NULL
                        ELSE $minor <= coalesce(captured, minor) - coalesce(reversed, 0) END AS possible
                FROM entries
                CROSS JOIN (
                    SELECT sum(minor) FILTER (WHERE hold) AS captured, sum(minor) FILTER (WHERE NOT hold) AS reversed
                    FROM entries WHERE original_id = $original AND outcome = {(int)LedgerOutcome.Approved})
                WHERE transaction_id = $original AND original_id IS NULL) charge
            WHERE true
            ON CONFLICT (transaction_id) DO UPDATE SET asked = asked + 1
            RETURNING {Columns}
            """, "$id", "$original", "$minor", "$currency", "$capture", "$code", "$now");

        _find = Prepare($"SELECT {Columns} FROM entries WHERE transaction_id = $id", "$id");
        _close = Prepare($"""
            INSERT INTO entries ({Columns}, recorded_at)
            VALUES ($id, NULL, 0, '', '', 0, '', 0, {(int)LedgerOutcome.Closed}, NULL, '', NULL, NULL, 0, 0, NULL, NULL, $now)
            ON CONFLICT (transaction_id) DO NOTHING
            """, "$id", "$now");
        _reopen = Prepare($"DELETE FROM entries WHERE transaction_id = $id AND outcome = {(int)LedgerOutcome.Closed}", "$id");
        _breakSilence = Prepare("UPDATE entries SET silent_finds = silent_finds - 1 WHERE transaction_id = $id AND silent_finds > 0", "$id");
        _decide = Prepare($"""
            UPDATE entries SET outcome = CASE WHEN $code IS NULL THEN {(int)LedgerOutcome.Approved} ELSE {(int)LedgerOutcome.Declined} END, decline_code = $code
            WHERE transaction_id = $id AND outcome = {(int)LedgerOutcome.Open}
            """, "$id", "$code");
        _list = Prepare($"SELECT {Columns} FROM entries WHERE order_id = $order ORDER BY transaction_id LIMIT {MostEntriesListed}", "$order");
    }

    /// <summary>Writes a charge once. Whatever is written under its transaction id already stays, and is returned.</summary>
    public LedgerEntry Record(LedgerEntry charge)
    {
        lock (_gate)
        {
            Set(_record, "$id", charge.TransactionId);
            Set(_record, "$merchant", charge.MerchantId);
            Set(_record, "$order", charge.OrderId);
            Set(_record, "$card", charge.MaskedCard);
            Set(_record, "$minor", charge.Minor);
            Set(_record, "$currency", charge.Currency);
            Set(_record, "$hold", charge.Hold);
            Set(_record, "$outcome", (int)charge.Outcome);
            Set(_record, "$code", charge.DeclineCode);
            Set(_record, "$eci", charge.Eci);
            Set(_record, "$product", charge.CardProduct);
            Set(_record, "$version", charge.ThreeDSecureVersion);
            Set(_record, "$silent", charge.SilentFinds);
            Set(_record, "$text", charge.Description);
            Set(_record, "$link", charge.Link);
            Set(_record, "$now", Now());
            return Read(_record)!;
        }
    }

    /// <summary>
    /// Takes from a hold, or gives back a charge in part or whole, once per transaction id; what is not possible is written as declined.
    /// Closing does not bar it: a gateway that learns that its request never arrived sends it again under the same id.
    /// </summary>
    /// <param name="declineCode">Why it is refused whatever the book says; null where it is not.</param>
    public LedgerEntry Follow(FollowUp request, bool isCapture, int? declineCode)
    {
        lock (_gate)
        {
            Set(_reopen, "$id", request.TransactionId);
            _reopen.ExecuteNonQuery();
            Set(_follow, "$id", request.TransactionId);
            Set(_follow, "$original", request.OriginalId);
            Set(_follow, "$minor", request.Amount.Minor);
            Set(_follow, "$currency", request.Amount.Currency.Code);
            Set(_follow, "$code", declineCode);
            Set(_follow, "$capture", isCapture);
            Set(_follow, "$now", Now());
            return Read(_follow)!;
        }
    }

    public LedgerEntry? Find(long transactionId)
    {
        lock (_gate)
            return Look(transactionId);
    }

    /// <summary>As <see cref="Find"/>, but a transaction that is not there is closed: it can't happen after the gateway was told so.</summary>
    public LedgerEntry FindOrClose(long transactionId)
    {
        lock (_gate)
        {
            if (Look(transactionId) is { } known)
                return known;
            Set(_close, "$id", transactionId);
            Set(_close, "$now", Now());
            _close.ExecuteNonQuery();
            return Look(transactionId)!;
        }
    }

    /// <summary>The payer, or the bank itself, decides a payment that is open; one that is decided stays as it is. Null where there is none.</summary>
    /// <param name="declineCode">Null approves it.</param>
    public LedgerEntry? Decide(long transactionId, int? declineCode)
    {
        lock (_gate)
        {
            Set(_decide, "$id", transactionId);
            Set(_decide, "$code", declineCode);
            _decide.ExecuteNonQuery();
            return Look(transactionId);
        }
    }

    /// <summary>Counts one question that stayed unanswered.</summary>
    public void BreakSilence(long transactionId)
    {
        lock (_gate)
        {
            Set(_breakSilence, "$id", transactionId);
            _breakSilence.ExecuteNonQuery();
        }
    }

    /// <summary>What the acquirer has about an order, the oldest first; a hundred entries at most.</summary>
    public IReadOnlyList<LedgerEntry> List(string orderId)
    {
        lock (_gate)
        {
            Set(_list, "$order", orderId);
            using var reader = _list.ExecuteReader();
            var entries = new List<LedgerEntry>();
            while (reader.Read())
                entries.Add(Entry(reader));
            return entries;
        }
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_record, _follow, _find, _close, _reopen, _breakSilence, _decide, _list])
            command.Dispose();
        _connection.Dispose();
    }

    /// <summary>A book from before there was such a column gets one.</summary>
    private void AddColumn(string name)
    {
        using var find = Prepare($"SELECT 1 FROM pragma_table_info('entries') WHERE name = '{name}'");
        if (find.ExecuteScalar() is not null)
            return;
        using var add = Prepare($"ALTER TABLE entries ADD COLUMN {name} TEXT");
        add.ExecuteNonQuery();
    }

    private LedgerEntry? Look(long transactionId)
    {
        Set(_find, "$id", transactionId);
        return Read(_find);
    }

    private string Now() => _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private static void Set(SqliteCommand command, string name, object? value) =>
        command.Parameters[name].Value = value ?? DBNull.Value;

    private static LedgerEntry? Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? Entry(reader) : null;
    }

    private static LedgerEntry Entry(SqliteDataReader row) => new()
    {
        TransactionId = row.GetInt64(0),
        OriginalId = row.IsDBNull(1) ? null : row.GetInt64(1),
        MerchantId = row.GetInt64(2),
        OrderId = row.GetString(3),
        MaskedCard = row.GetString(4),
        Minor = row.GetInt64(5),
        Currency = row.GetString(6),
        Hold = row.GetBoolean(7),
        Outcome = (LedgerOutcome)row.GetInt32(8),
        DeclineCode = row.IsDBNull(9) ? null : row.GetInt32(9),
        Eci = row.GetString(10),
        CardProduct = row.IsDBNull(11) ? null : row.GetString(11),
        ThreeDSecureVersion = row.IsDBNull(12) ? null : row.GetInt32(12),
        SilentFinds = row.GetInt32(13),
        Asked = row.GetInt32(14),
        Description = row.IsDBNull(15) ? null : row.GetString(15),
        Link = row.IsDBNull(16) ? null : row.GetString(16),
    };
}
