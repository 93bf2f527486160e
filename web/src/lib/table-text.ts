// Tables that people choose as files, as the text that the server reads: CSV in UTF-8.
import dayjs from 'dayjs';

export type Unreadable = 'old' | 'unreadable' | 'empty';

// Why a file is no table.
export class UnreadableTable extends Error {
  constructor(readonly reason: Unreadable) {
    super(reason);
  }
}

const zip = [0x50, 0x4b, 0x03, 0x04];
const oldExcel = [0xd0, 0xcf, 0x11, 0xe0];
const begins = (bytes: Uint8Array, sign: number[]) => sign.every((byte, at) => bytes[at] === byte);

// The first sheet of a workbook (.xlsx), or a CSV in UTF-8 or, as spreadsheets in China write it, GB18030.
export async function tableText(file: Blob): Promise<string> {
  const content = await file.arrayBuffer();
  const bytes = new Uint8Array(content);
  if (begins(bytes, oldExcel)) throw new UnreadableTable('old');
  const text = begins(bytes, zip) ? await sheetText(content) : decoded(bytes);
  if (text.trim() === '') throw new UnreadableTable('empty');
  return text;
}

function decoded(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // Not in this encoding.
    }
  }
  throw new UnreadableTable('unreadable');
}

type Cell = string | number | boolean | Date | null | undefined;

// The library is large and seldom needed: it is fetched with the first workbook.
async function sheetText(content: ArrayBuffer): Promise<string> {
  const { readSheet } = await import('read-excel-file/universal');
  try {
    const rows = (await readSheet(content)) as Cell[][];
    return rows.map((row) => `${row.map(cellText).map(quoted).join(',')}\r\n`).join('');
  } catch {
    throw new UnreadableTable('unreadable');
  }
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dateText(cell);
  return typeof cell === 'number' ? numberText(cell) : String(cell);
}

// A workbook knows no zones: its wall clock is taken as that of whoever chooses the file.
function dateText(date: Date): string {
  const day = date.toISOString().slice(0, 10);
  const time = date.toISOString().slice(11, 19);
  return time === '00:00:00' ? day : dayjs(`${day}T${time}`).format();
}

// Fifteen digits are what a spreadsheet shows; what is behind them is noise of its arithmetic.
function numberText(number: number): string {
  return Number.isInteger(number) ? number.toFixed(0) : String(Number(number.toPrecision(15)));
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
