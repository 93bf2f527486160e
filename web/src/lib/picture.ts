// The file that a data address (data:image/png;base64,…) holds.
export function pictureOf(address: string, name: string): File {
  const [head, data] = address.split(',');
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new File([bytes], name, { type: head.slice('data:'.length).split(';')[0] });
}
