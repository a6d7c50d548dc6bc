using System.Text.Json;
using Tetri.Bench.Load;

if (args is ["report", var file])
{
    Console.Write(Report.Of(File.ReadLines(file)));
    return;
}
using var generator = new Generator(LoadOptions.Read(args));
Console.WriteLine(JsonSerializer.Serialize(await generator.RunAsync(), WindowJson.Default.Window));
