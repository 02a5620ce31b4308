import { describe, expect, it } from 'vitest';
import { readOccurrences } from '../../../../src/know/taxonomy/lists/read.ts';
import { xlsx, zip } from './xlsx.ts';

const readBytes = (bytes: Uint8Array, more: object = {}) => readOccurrences(bytes, { file: 'records.csv', ...more });
const read = (text: string, more: object = {}) => readBytes(Buffer.from(text), more);

/** `中文名,月份` with 绿头鸭 in October and November, as a Chinese spreadsheet saves it: GBK. */
const GBK = Buffer.from('d6d0cec4c3fb2cd4c2b7dd0d0ac2cccdb7d1bc2c31302d31310d0a', 'hex');
const MALLARD = { taxon: 'anas-platyrhynchos' };

describe('readOccurrences', () => {
  it('finds its columns by their headers, in any order and case', async () => {
    const { occurrences, problems } = await read(
      'count,Scientific_Name,MONTHS\n3,Anas platyrhynchos,oct-dec\n1,Anas acuta,\n',
    );
    expect(occurrences).toEqual([{ ...MALLARD, months: [10, 11, 12] }, { taxon: 'anas-acuta' }]);
    expect(problems).toEqual([]);
  });

  it('takes the first name of a line that is known', async () => {
    expect((await read('scientificName,中文名\nNonsensia,绿头鸭\n,绿头鸭\n,\n')).occurrences).toEqual([
      MALLARD,
      MALLARD,
    ]);
  });

  it.each([
    ['2024-05-01T06:00:00+08:00', [5]],
    ['2024/5/1', [5]],
    ['2024年11月3日', [11]],
    ['2023-11-20/2024-02-03', [1, 2, 11, 12]],
    ['2023-01-01/2024-06-01', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['2024-05', [5]],
    ['', []],
  ])('reads the month of %j', async (date, months) => {
    const { occurrences, problems } = await read(`taxon,eventDate\n绿头鸭,${date}\n`);
    expect(occurrences).toEqual([{ ...MALLARD, months }]);
    expect(problems).toEqual([]);
  });

  it('tells a date that it cannot read, and keeps the taxon', async () => {
    const { occurrences, problems } = await read('taxon,eventDate\n绿头鸭,spring\n绿头鸭,2024-13-01\n');
    expect(occurrences).toEqual([
      { ...MALLARD, months: [] },
      { ...MALLARD, months: [] },
    ]);
    expect(problems).toEqual([
      'records.csv, record 1: "spring" in column eventDate names no month',
      'records.csv, record 2: "2024-13-01" in column eventDate names no month',
    ]);
  });

  it('tells each unknown name once, with the nearest', async () => {
    const { occurrences, problems } = await read('taxon\nAnas platyrhincos\nAnas platyrhincos\n绿头鸭\n');
    expect(occurrences).toEqual([MALLARD]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      'records.csv: "Anas platyrhincos" is no known taxon, did you mean anas-platyrhynchos',
    );
  });

  it('reads a byte-order mark, semicolons, tabs, quotes, UTF-16 and GBK', async () => {
    expect((await read('\ufefftaxon;months\r\n"绿头鸭";oct-nov\r\n')).occurrences).toEqual([
      { ...MALLARD, months: [10, 11] },
    ]);
    expect((await read('taxon\tmonths\n绿头鸭\t10\n')).occurrences).toEqual([{ ...MALLARD, months: [10] }]);
    const utf16 = Buffer.from('\ufefftaxon\tmonths\n绿头鸭\t10\n', 'utf16le');
    expect((await readBytes(utf16)).occurrences).toEqual([{ ...MALLARD, months: [10] }]);
    expect((await readBytes(GBK)).occurrences).toEqual([{ ...MALLARD, months: [10, 11] }]);
  });

  it.each([
    ['', /holds no line/],
    ['taxon\n', /holds no line/],
    ['a,b\n1,2\n', /no column of names among a, b.*scientificName/],
    ['\u0000\u0000\u0002\nxyz\n', /is no text in UTF-8/],
  ])('refuses %j in words', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

const months = async (bytes: Uint8Array, more: object = {}) => {
  const { occurrences, problems } = await readBytes(bytes, more);
  expect(problems).toEqual([]);
  return occurrences.map(({ taxon, months }) => [taxon, months]);
};

describe('lists that people have', () => {
  it('are what eBird gives of one’s own records, old and new', async () => {
    const header =
      'Submission ID,Common Name,Scientific Name,Taxonomic Order,Count,State/Province,County,Location ID,Location,Latitude,Longitude,Date,Time,Protocol\n';
    const line = (common: string, scientific: string, date: string) =>
      `S1,${common},${scientific},233,X,CN-34,,L1,"Isle, east",30.5,117.2,${date},06:08 PM,eBird - Stationary Count\n`;
    const now = header + line('Mallard', 'Anas platyrhynchos', '2024-05-01');
    expect(await months(Buffer.from(now))).toEqual([['anas-platyrhynchos', [5]]]);
    const old = header + line('Mallard', 'Anas platyrhynchos', '05-01-2014');
    expect(await months(Buffer.from(old))).toEqual([['anas-platyrhynchos', [5]]]);
    const forms = [
      line('Greater/Lesser Scaup', 'Aythya marila/affinis', '2024-01-02'),
      line('Mallard (Domestic type)', 'Anas platyrhynchos (Domestic type)', '2024-01-02'),
      line('Rock Pigeon (Feral Pigeon)', 'Columba livia (Feral Pigeon)', '2024-01-02'),
      line('Red Junglefowl (Domestic type)', 'Gallus gallus (Domestic type)', '2024-01-02'),
      line('White Wagtail (Chinese)', 'Motacilla alba leucopsis', '2024-01-02'),
      line('Mallard x Northern Pintail (hybrid)', 'Anas platyrhynchos x acuta', '2024-01-02'),
      line('bird sp.', 'Aves sp.', '2024-01-02'),
    ];
    const read = await readBytes(Buffer.from(header + forms.join('')));
    expect(read.occurrences.map(({ taxon }) => taxon)).toEqual([
      'aythya',
      'anas-platyrhynchos-domesticus',
      'columba-livia-domestica',
      'gallus-gallus-domesticus',
      'motacilla-alba',
    ]);
    expect(read.notes).toHaveLength(2);
    expect(read.problems).toEqual([]);
  });

  it('are an eBird bar chart', async () => {
    const quarters = (...seen: number[]) =>
      Array.from({ length: 48 }, (_, at) => (seen.includes(at) ? '0.25' : '0.0')).join('\t');
    const heads = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].join('\t\t\t\t');
    const chart = [
      '\nFrequency of observations in the selected location(s).:\nNumber of taxa: \t4\n',
      `\t${heads}\t\t\t\t`,
      `Sample Size:\t${Array(48).fill('4.0').join('\t')}\t\n`,
      `Mallard\t${quarters(0, 3, 47)}\t`,
      `Little Egret (<em class="sci">Egretta garzetta</em>)\t${quarters(16)}\t`,
      `Swan Goose (Domestic type)\t${quarters(20)}\t`,
      `Aythya sp.\t${quarters(8)}\t`,
    ].join('\n');
    expect(await months(Buffer.from(chart))).toEqual([
      ['anas-platyrhynchos', [1, 12]],
      ['egretta-garzetta', [5]],
      ['anser-cygnoides-domesticus', [6]],
      ['aythya', [3]],
    ]);
  });

  it('are a bar chart of a place where nobody looked in winter: nothing is known of it then', async () => {
    const heads = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].join('\t\t\t\t');
    const size = Array.from({ length: 48 }, (_, at) => (at < 8 ? '0.0' : '3.0')).join('\t');
    const seen = Array.from({ length: 48 }, (_, at) => (at === 20 ? '0.3' : '0.0')).join('\t');
    const { occurrences, notes } = await read(`\t${heads}\nSample Size:\t${size}\t\nMallard\t${seen}\t\n`);
    expect(occurrences).toEqual([{ ...MALLARD, months: [1, 2, 6] }]);
    expect(notes).toEqual([expect.stringContaining('nobody looked in jan-feb')]);
  });

  it('say both species where a name alone means one in one list and another in the next', async () => {
    const { occurrences, notes, problems } = await read('中文名,学名\n田鹨,\n田鹨,Anthus richardi\n');
    expect(occurrences.map(({ taxon }) => taxon)).toEqual(['anthus-rufulus', 'anthus-richardi', 'anthus-richardi']);
    expect(notes).toEqual([expect.stringContaining('"田鹨" is Anthus rufulus or Anthus richardi')]);
    expect(problems).toEqual([]);
  });

  it('are a workbook of 中国观鸟记录中心 below a title, and the same as CSV in GBK', async () => {
    const rows = [
      ['中国观鸟记录中心 鸟种记录'],
      ['鸟种编号', '中文名', '英文名称', '拉丁学名', '目', '科', '数量', '开始时间'],
      [4321, '白鹭', 'Little Egret', 'Egretta garzetta', '鹈形目', '鹭科', 3, '2024-05-01 06:30:00'],
      [4322, '绿头鸭', 'Mallard', 'Anas platyrhynchos', '雁形目', '鸭科', 12, { day: 45413 }],
      [4323, '苍鹭', 'Grey Heron', 'Ardea cinerea', '鹈形目', '鹭科', 0, '2024-05-01 06:30:00'],
    ];
    const book = await xlsx({ 鸟种记录: rows, 说明: [['只是说明']], Sheet3: [] });
    const both = [
      ['egretta-garzetta', [5]],
      ['anas-platyrhynchos', [5]],
    ];
    expect(await months(book)).toEqual(both);
    // 中文名,开始时间 / 白鹭,2024/5/1 6:30 in GBK.
    const gbk = Buffer.from('d6d0cec4c3fb2cbfaacabccab1bce40d0ab0d7f0d82c323032342f352f3120363a33300d0a', 'hex');
    expect(await months(gbk)).toEqual([['egretta-garzetta', [5]]]);
  });

  it('have formulas, and sheets of which one must be named', async () => {
    const book = await xlsx({
      一: [
        ['中文名', '月份'],
        ['白鹭', { formula: '2+3', value: '5' }],
        [{ formula: 'A2', value: '绿头鸭' }, '10月'],
      ],
      二: [
        ['中文名', '月份'],
        ['苍鹭', '1月'],
      ],
    });
    await expect(readBytes(book)).rejects.toThrow(/several sheets with names: "一", "二".*records\.csv#一/);
    await expect(readBytes(book, { sheet: '三' })).rejects.toThrow('has no sheet "三" among "一", "二"');
    expect(await months(book, { sheet: '一' })).toEqual([
      ['egretta-garzetta', [5]],
      ['anas-platyrhynchos', [10]],
    ]);
    const blank = await xlsx({
      a: [
        ['中文名', '月份'],
        [{ formula: 'B9' }, '5月'],
        [null, null],
      ],
    });
    const { problems } = await readBytes(
      await xlsx({
        a: [
          ['中文名', '月份', '地点'],
          [{ formula: 'B9' }, '5月', '岛'],
          ['白鹭', '5月', '岛'],
        ],
      }),
    );
    expect(problems).toEqual([expect.stringContaining('1 records have no name, the first is record 1')]);
    expect((await readBytes(blank)).occurrences).toEqual([]);
  });

  it.each([
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /before 2007 \(\.xls\).*Save it as XLSX/],
    ['a page', Buffer.from('<html><table>'), /is a page of HTML/],
    ['nothing', Buffer.alloc(0), /is empty/],
    ['half a workbook', Buffer.from('504b03040a', 'hex'), /is a damaged XLSX file/],
    ['bytes of no text', Buffer.from('8181ff80', 'hex'), /no text in UTF-8, UTF-16 or GB 18030/],
  ])('refuse %s in words', async (_, bytes, message) => {
    await expect(readBytes(bytes)).rejects.toThrow(message);
  });

  it('refuse other zips, and one that unpacks to more than a list holds', async () => {
    await expect(readBytes(await zip({ 'MyEBirdData.csv': 'a,b' }))).rejects.toThrow(
      'is a zip with a CSV in it. Unpack it first',
    );
    const bomb = await xlsx({ a: [['taxon']] }, { 'xl/worksheets/sheet1.xml': Buffer.alloc(300 * 1024 * 1024, 0x20) });
    await expect(readBytes(bomb)).rejects.toThrow('unpacks to more than 256 MB');
  });

  it('are read whatever the form of UTF-16, and never as what they are not', async () => {
    const text = 'taxon\tmonths\n绿头鸭\t10\n';
    const little = Buffer.from(text, 'utf16le');
    expect(await months(little)).toEqual([['anas-platyrhynchos', [10]]]);
    expect(await months(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()]))).toEqual([
      ['anas-platyrhynchos', [10]],
    ]);
    await expect(
      readBytes(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xb0, 0xd7])])),
    ).rejects.toThrow('says that it is utf-8, and is not');
  });

  it('refuse dates whose order nothing tells, until they are told it', async () => {
    const table = 'taxon,date\n绿头鸭,05/01/2024\n白鹭,03/04/2024\n';
    await expect(read(table)).rejects.toThrow(
      /column date are not certain: "05\/01\/2024" \(record 1\).*--dates day-first/,
    );
    expect(await months(Buffer.from(table), { dates: 'month-first' })).toEqual([
      ['anas-platyrhynchos', [5]],
      ['egretta-garzetta', [3]],
    ]);
    expect((await read('taxon,months\n绿头鸭,5/1\n')).problems).toEqual([
      'records.csv, record 1: "5/1" in column months names no month',
    ]);
  });
});
