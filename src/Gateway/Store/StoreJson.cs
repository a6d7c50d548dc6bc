using System.Text.Json.Serialization;

namespace Tetri.Store;

[JsonSerializable(typeof(string[]))]
internal sealed partial class StoreJson : JsonSerializerContext;
