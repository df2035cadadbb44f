/** What is let in, by its content; the ending of the name must belong to it. */
export interface FileType {
  readonly type: string;
  readonly extensions: readonly string[];
  readonly preview?: 'image' | 'pdf' | 'text';
}

const office = 'application/vnd.openxmlformats-officedocument';
const open = 'application/vnd.oasis.opendocument';

export const fileTypes = {
  pdf: { type: 'application/pdf', extensions: ['pdf'], preview: 'pdf' },
  png: { type: 'image/png', extensions: ['png'], preview: 'image' },
  jpeg: { type: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'], preview: 'image' },
  gif: { type: 'image/gif', extensions: ['gif'], preview: 'image' },
  webp: { type: 'image/webp', extensions: ['webp'], preview: 'image' },
  tiff: { type: 'image/tiff', extensions: ['tif', 'tiff'] },
  heic: { type: 'image/heic', extensions: ['heic', 'heif'] },
  docx: { type: `${office}.wordprocessingml.document`, extensions: ['docx'] },
  xlsx: { type: `${office}.spreadsheetml.sheet`, extensions: ['xlsx'] },
  pptx: { type: `${office}.presentationml.presentation`, extensions: ['pptx'] },
  odt: { type: `${open}.text`, extensions: ['odt'] },
  ods: { type: `${open}.spreadsheet`, extensions: ['ods'] },
  odp: { type: `${open}.presentation`, extensions: ['odp'] },
  // Signed containers: Latvia's eDoc, Lithuania's ADOC, ETSI's ASiC-E.
  signed: { type: 'application/vnd.etsi.asic-e+zip', extensions: ['asice', 'sce', 'edoc', 'adoc', 'bdoc'] },
  oldOffice: { type: 'application/x-ole-storage', extensions: ['doc', 'xls', 'ppt', 'msg'] },
  rtf: { type: 'application/rtf', extensions: ['rtf'] },
  text: { type: 'text/plain', extensions: ['txt', 'csv', 'md', 'log', 'eml'], preview: 'text' },
} as const satisfies { readonly [name: string]: FileType };

export const previewOf = (type: string): FileType['preview'] =>
  (Object.values(fileTypes) as readonly FileType[]).find((one) => one.type === type)?.preview;
