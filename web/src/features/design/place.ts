// The setting whose value stands at a place of a model; nothing where it is another part of it.
export function settingAt(xml: string, line: number | undefined, column: number | undefined): string | undefined {
  if (!line || !column) return undefined;
  const lines = xml.split('\n');
  const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const from = xml.lastIndexOf('<', at);
  const tag = xml.slice(from, xml.indexOf('>', from));
  return /^<(?:\w+:)?property\b[^]*\bname="(jw:[^"]+)"/.exec(tag)?.[1];
}
