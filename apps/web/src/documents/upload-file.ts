import type { AttachmentView } from '@gaita/contracts';
import type { FilePlace } from '../api/documents.ts';
import { finishUpload, sendPiece, uploadState } from '../api/documents.ts';

/** One file on its way; what the server has of it stays there when the connection breaks. */
export class FileUpload {
  readonly file: File;
  private readonly place: FilePlace;
  private id: string | undefined;

  constructor(file: File, place: FilePlace) {
    this.file = file;
    this.place = place;
  }

  /** Sends the file, or the rest of it. @throws RequestError */
  async send(onProgress: (percent: number) => void): Promise<AttachmentView> {
    const { file } = this;
    const begun =
      this.id === undefined ? await this.place.begin({ name: file.name, size: file.size }) : await uploadState(this.id);
    this.id = begun.id;
    for (let at = begun.received; at < file.size;) {
      onProgress(Math.floor((at / file.size) * 100));
      at = (await sendPiece(begun.id, at, file.slice(at, at + begun.chunkSize))).received;
    }
    onProgress(100);
    return finishUpload(begun.id);
  }
}
