// Rows of a list out of a spreadsheet: pasted cells or the text of a file, laid on the list's columns.
import dayjs from 'dayjs';
import { type FormComponent, keyOf, kindOf } from './form-schema';
import type { Values } from './path';

export interface TableRows {
  rows: Values[];
  // Headings that are no column of the list.
  unknown: string[];
  // Cells that have to be chosen by hand: row (from 1) and the column's key.
  unread: { row: number; key: string }[];
}

// Cells of pasted text (tabs) or of CSV; a quoted cell may hold line ends.
export function cellsOf(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : ',';
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at];
    if (quoted) {
      if (one !== '"') cell += one;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (one === '"' && cell === '') quoted = true;
    else if (one === separator) {
      rows.at(-1)?.push(cell.trim());
      cell = '';
    } else if (one === '\n') {
      rows.at(-1)?.push(cell.trim());
      rows.push([]);
      cell = '';
    } else if (one !== '\r') cell += one;
  }
  rows.at(-1)?.push(cell.trim());
  return rows.filter((row) => row.some((each) => each !== ''));
}

// With a first row of headings the columns may stand in any order, else they stand as in the list.
export function rowsOfTable(text: string, columns: FormComponent[]): TableRows {
  const cells = cellsOf(text);
  const heads = cells[0]?.map((head) => columns.find((column) => namesOf(column).includes(plain(head)))) ?? [];
  const headed = heads.some((head) => head !== undefined);
  const order = headed ? heads : columns;
  const found: TableRows = { rows: [], unknown: [], unread: [] };
  if (headed) found.unknown = cells[0].filter((head, place) => head !== '' && heads[place] === undefined);
  for (const line of headed ? cells.slice(1) : cells) {
    const row: Values = {};
    order.forEach((column, place) => {
      const cell = line[place] ?? '';
      if (column === undefined || cell === '') return;
      const value = valueOf(column, cell);
      if (value === undefined) found.unread.push({ row: found.rows.length + 1, key: keyOf(column) });
      else row[keyOf(column)] = value;
    });
    found.rows.push(row);
  }
  return found;
}

const plain = (text: string) => text.replace(/[\s*＊:：]/g, '').toLowerCase();

function textsOf(label: FormComponent['label']): string[] {
  if (label === undefined) return [];
  return typeof label === 'string' ? [label] : [label.zh, label.en].filter((one) => one !== undefined);
}

const namesOf = (column: FormComponent) => [...textsOf(column.label), keyOf(column)].map(plain);

const byHand = new Set('person persons unit position link record attachment photo filepicker json'.split(' '));

// Undefined: people have to choose it. What cannot be read stays as it is written; the form says why.
function valueOf(column: FormComponent, cell: string): unknown {
  const kind = kindOf(column);
  if (byHand.has(kind)) return undefined;
  if (column.values && column.values.length > 0) return choiceOf(column, cell);
  if (column.type === 'number') return numberOf(cell);
  if (column.type === 'checkbox') return truthOf(cell);
  if (column.type === 'datetime' && column.subtype === 'date') return dateOf(cell);
  if (column.type === 'taglist') return cell.split(/[,，、;；]\s*/);
  return cell;
}

function choiceOf(column: FormComponent, cell: string): unknown {
  const one = (text: string) =>
    column.values?.find((option) => [...textsOf(option.label), String(option.value)].map(plain).includes(plain(text)))?.value ?? text;
  const many = column.type === 'checklist' || column.type === 'taglist';
  return many ? cell.split(/[,，、;；]\s*/).map(one) : one(cell);
}

function numberOf(cell: string): unknown {
  const digits = cell.replace(/[,，\s¥￥%％]/g, '');
  return /^[+-]?\d+(\.\d+)?$/.test(digits) ? Number(digits) : cell;
}

function truthOf(cell: string): unknown {
  const word = cell.toLowerCase();
  if (['是', '有', '√', 'true', 'yes', 'y', '1'].includes(word)) return true;
  return ['否', '无', '×', 'false', 'no', 'n', '0'].includes(word) ? false : cell;
}

function dateOf(cell: string): unknown {
  const parts = cell.match(/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/);
  if (!parts) return cell;
  const day = `${parts[1]}-${parts[2].padStart(2, '0')}-${parts[3].padStart(2, '0')}`;
  return dayjs(day).format('YYYY-MM-DD') === day ? day : cell;
}
