// @vitest-environment node
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { tableText, UnreadableTable } from './table-text';

const workbook = (rows: string, styles = '') => {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${type}"><sheets><sheet name="人员" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${type}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${type}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="${main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>${styles}</styleSheet>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`),
  });
};
const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
const number = (cell: string, value: string, style = 0) => `<c r="${cell}" s="${style}"><v>${value}</v></c>`;
const file = (bytes: Uint8Array | string) => new Blob([bytes as BlobPart]);
const reason = (blob: Blob) =>
  tableText(blob).then(
    () => 'readable',
    (error: unknown) => (error instanceof UnreadableTable ? error.reason : String(error)),
  );

describe('a table that somebody chooses', () => {
  it('is the first sheet of a workbook, cell by cell', async () => {
    const rows = `<row r="1">${text('A1', 'name')}${text('B1', 'note')}${text('C1', 'amount')}${text('D1', 'day')}</row><row r="2">${text('A2', '王敏')}${text('B2', 'a,&quot;b&quot;')}${number('C2', '0.30000000000000004')}${number('D2', '46082', 1)}</row><row r="3">${text('A3', '李华')}${number('C3', '1200000')}</row>`;
    expect(await tableText(file(workbook(rows)))).toBe('name,note,amount,day\r\n王敏,"a,""b""",0.3,2026-03-01\r\n李华,,1200000,\r\n');
  });

  it('has times of the zone of whoever chooses it', async () => {
    const rows = `<row r="1">${number('A1', '46082.375', 2)}</row>`;
    expect(await tableText(file(workbook(rows)))).toMatch(/^2026-03-01T09:00:00[+-]\d\d:\d\d\r\n$/);
  });

  it('is CSV in UTF-8 or GB18030', async () => {
    expect(await tableText(file('\ufeffid,name\r\nwang,王敏\r\n'))).toBe('id,name\r\nwang,王敏\r\n');
    const gb = new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xcd, 0xf5, 0xc3, 0xf4, 0x0a]);
    expect(await tableText(file(gb))).toBe('name\n王敏\n');
  });

  it('is refused with a reason when it is none', async () => {
    expect(await reason(file(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2])))).toBe('old');
    expect(await reason(file(new Uint8Array([0xff, 0xff, 0x00, 0x80])))).toBe('unreadable');
    expect(await reason(file(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3])))).toBe('unreadable');
    expect(await reason(file(' \r\n'))).toBe('empty');
  });
});
