namespace Tetri.Connectors.Simulator;

/// <summary>The language of who reads a page, and the texts in it by their keys.</summary>
internal delegate (string Language, Func<string, string> Text) PageWords(HttpRequest request);
