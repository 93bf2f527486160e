// PNG pictures made of their pixels, for what is signed.
import { crc32, deflateSync } from 'node:zlib';

const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
};

// Grey and opacity of each pixel are what `pixel(x, y)` says; `claimed` are the measures in its header.
export const png = (width, height, pixel, claimed = { width, height }) => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 4, 0, 0, 0]);
  header.writeUInt32BE(claimed.width, 0);
  header.writeUInt32BE(claimed.height, 4);
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (_, x) => pixel(x, y)).flat()]);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))]);
};

const black = [0, 255];
const clear = [0, 0];
const white = [255, 255];
const line = (paper) => (x, y) => (Math.abs(x - 2 * y) < 3 ? black : paper);

// What somebody drew.
export const stroke = png(24, 12, line(clear));
// Pictures that no stroke is seen in, and such as cannot be read.
export const blanks = {
  transparent: png(24, 12, () => clear),
  white: png(24, 12, () => white),
  black: png(24, 12, () => black),
  'white on white': png(24, 12, (x, y) => (Math.abs(x - 2 * y) < 3 ? white : clear)),
  'a speck': png(24, 12, (x, y) => (x < 2 && y < 2 ? black : clear)),
};
export const broken = {
  'a header alone': stroke.subarray(0, 16),
  'cut off': stroke.subarray(0, stroke.length - 30),
  'large by its header': png(24, 12, line(clear), { width: 60000, height: 60000 }),
  'no picture': Buffer.from('<svg/>'),
};
