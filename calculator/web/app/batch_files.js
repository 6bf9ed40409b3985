/** A file with a table: bytes to text, whatever encoding a spreadsheet has saved it in. */

const MOST_BYTES = 20_000_000;

/** A file that cannot be used; the message is for the person. */
export class TableProblem extends Error {}

/** @param {File} file @returns {Promise<string>} */
export async function tableText(file) {
  if (file.size > MOST_BYTES) throw new TableProblem("这个文件太大。人多的请分成几个文件，或者用命令行。");
  return decode(new Uint8Array(await file.arrayBuffer()));
}

/** @param {Uint8Array} bytes @returns {string} */
export function decode(bytes) {
  if (startsWith(bytes, [0x50, 0x4b]) || startsWith(bytes, [0xd0, 0xcf])) {
    throw new TableProblem("这里打不开工作簿。请在 Excel 或 WPS 里选中表格、复制，粘贴到这里；或者另存为 CSV。");
  }
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  // Excel and WPS on Chinese machines save plain CSV in GBK, which is part of GB 18030.
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  throw new TableProblem("这个文件的文字读不出来。请在 Excel 或 WPS 里另存为“CSV UTF-8”再试。");
}

/** @param {Uint8Array} bytes @param {number[]} head */
function startsWith(bytes, head) {
  return head.every((byte, place) => bytes[place] === byte);
}
