import type { AttachmentView } from '@gaita/contracts';
import { beginUpload, finishUpload, sendPiece, uploadState } from '../api/documents.ts';
import { RequestError } from '../api/request.ts';

export interface UploadTarget {
  readonly caseId: string;
  readonly taskId?: string | undefined;
}

/** One file on its way; what the server has of it stays there when the connection breaks. */
export class FileUpload {
  readonly file: File;
  private readonly target: UploadTarget;
  private id: string | undefined;

  constructor(file: File, target: UploadTarget) {
    this.file = file;
    this.target = target;
  }

  /** Sends the file, or the rest of it. @throws RequestError */
  async send(onProgress: (percent: number) => void): Promise<AttachmentView> {
    const { file } = this;
    const { caseId, taskId } = this.target;
    const begun =
      this.id === undefined
        ? await beginUpload(caseId, { name: file.name, size: file.size, ...(taskId !== undefined && { taskId }) })
        : await uploadState(this.id);
    this.id = begun.id;
    for (let at = begun.received; at < file.size;) {
      onProgress(Math.floor((at / file.size) * 100));
      at = (await sendPiece(begun.id, at, file.slice(at, at + begun.chunkSize))).received;
    }
    onProgress(100);
    return finishUpload(begun.id);
  }
}

/** Can the rest be sent as it is, once the server is there again? */
export const mayGoOn = (error: unknown): boolean =>
  error instanceof RequestError && (error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500);
