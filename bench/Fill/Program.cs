using System.Diagnostics;
using System.Globalization;
using Tetri.Bench.Fill;

if (args is not [var database, var count])
{
    Console.Error.WriteLine("Use: tetri-fill DATABASE ORDERS. The gateway must have made the database, and must not be running.");
    return 1;
}
var orders = int.Parse(count, CultureInfo.InvariantCulture);
var start = Stopwatch.GetTimestamp();
using (var filler = new Filler(database))
    filler.AddUpTo(orders);
Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{database}: {orders} orders, {new FileInfo(database).Length / 1e6:0} MB, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
return 0;
