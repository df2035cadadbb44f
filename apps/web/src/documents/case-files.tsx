import { useId, useRef, useState } from 'react';
import { Button } from '@carbon/react';
import { Attachment, Camera, Download, TrashCan, View } from '@carbon/icons-react';
import type { AttachmentsView, AttachmentView } from '@gaita/contracts';
import { largestFile } from '@gaita/contracts';
import { contentAddress, filesOfCase, removeAttachment, restoreAttachment } from '../api/documents.ts';
import type { Resource } from '../api/use-resource.ts';
import { useResource } from '../api/use-resource.ts';
import { useLive } from '../live/live.ts';
import { useConnection } from '../offline/connection.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { FilePreview } from './file-preview.tsx';
import { fileSize } from './file-size.ts';
import { UploadList } from './upload-list.tsx';
import type { Uploads } from './use-uploads.ts';
import { useUploads } from './use-uploads.ts';

const accepted =
  '.pdf,.png,.jpg,.jpeg,.gif,.webp,.tif,.tiff,.heic,.docx,.xlsx,.pptx,.odt,.ods,.odp,.asice,.edoc,.adoc,.bdoc,.doc,.xls,.ppt,.msg,.rtf,.txt,.csv,.eml';

/** The documents of a case. */
export function CaseFiles({ caseId, taskId }: { readonly caseId: string; readonly taskId?: string }) {
  const place = filesOfCase(caseId, taskId);
  const files = useResource(caseId, (signal) => place.list(signal));
  const { reload } = files;
  useLive('case', (ids) => (ids === undefined || ids.has(caseId)) && reload());
  const uploads = useUploads(place, reload);
  return <Files files={files} uploads={uploads} />;
}

interface FilesProps {
  readonly files: Resource<AttachmentsView>;
  readonly uploads: Uploads;
}

/** What documents there are, what is on its way, and how to add more. */
export function Files({ files, uploads }: FilesProps) {
  const { t } = useTexts();
  const { online } = useConnection();
  const { reload } = files;
  const [shown, setShown] = useState<AttachmentView>();
  const [failed, setFailed] = useState<Error>();
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const help = useId();
  const chosen = (input: HTMLInputElement) => {
    uploads.add([...(input.files ?? [])]);
    input.value = '';
  };
  const change = (work: Promise<unknown>) => {
    setFailed(undefined);
    work.then(reload, (error: unknown) => setFailed(error as Error));
  };
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (online) uploads.add([...event.dataTransfer.files]);
      }}
    >
      {failed && <ErrorNotice error={failed} focus />}
      <LoadState resource={files} lines={2}>
        {({ items }) =>
          items.length === 0 && uploads.items.length === 0 ? (
            <p className="hint">{t('documents.file.none')}</p>
          ) : (
            <ul className="files">
              {items.map((file) => (
                <FileRow
                  key={file.id}
                  file={file}
                  onShow={() => setShown(file)}
                  onRemove={() => change(removeAttachment(file.id))}
                  onRestore={() => change(restoreAttachment(file.id))}
                />
              ))}
            </ul>
          )
        }
      </LoadState>
      <UploadList items={uploads.items} onResume={uploads.resume} onDismiss={uploads.dismiss} />
      <div className="files__add">
        <input
          ref={chooser}
          hidden
          type="file"
          multiple
          accept={accepted}
          data-testid="files"
          onChange={(event) => chosen(event.currentTarget)}
        />
        <Button
          kind="tertiary"
          size="md"
          renderIcon={Attachment}
          disabled={!online}
          aria-describedby={help}
          onClick={() => chooser.current?.click()}
        >
          {t('documents.file.add')}
        </Button>
        <input
          ref={camera}
          hidden
          type="file"
          accept="image/*"
          capture="environment"
          data-testid="camera"
          onChange={(event) => chosen(event.currentTarget)}
        />
        <Button
          className="files__camera"
          kind="tertiary"
          size="md"
          renderIcon={Camera}
          disabled={!online}
          onClick={() => camera.current?.click()}
        >
          {t('documents.file.photograph')}
        </Button>
      </div>
      <p id={help} className="hint no-print">
        {online ? t('documents.file.help', { size: largestFile / 1_000_000 }) : t('offline.upload')}
      </p>
      {shown && <FilePreview file={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}

interface FileRowProps {
  readonly file: AttachmentView;
  readonly onShow: () => void;
  readonly onRemove: () => void;
  readonly onRestore: () => void;
}

function FileRow({ file, onShow, onRemove, onRestore }: FileRowProps) {
  const { t, formats } = useTexts();
  const { name } = file;
  if (file.deleted)
    return (
      <li className="files__row">
        <p>{t('documents.file.removed', { name })}</p>
        <Button kind="ghost" size="sm" onClick={onRestore}>
          {t('documents.file.undo')}
        </Button>
      </li>
    );
  return (
    <li className="files__row">
      <div className="files__what">
        <p className="files__name">{name}</p>
        <p className="hint">
          {t('documents.file.by', {
            size: fileSize(file.size, formats.number),
            name: file.uploaderName,
            when: formats.moment(file.createdAt),
          })}
        </p>
        {file.findings.map((finding) => (
          <Notice key={finding} kind="warning" title={t(`documents.file.finding.${finding}`)} role="status" />
        ))}
      </div>
      <div className="files__actions">
        {file.preview && (
          <Button kind="ghost" size="sm" renderIcon={View} aria-label={t('documents.file.preview', { name })} onClick={onShow}>
            {t('documents.file.previewShort')}
          </Button>
        )}
        <Button
          as="a"
          kind="ghost"
          size="sm"
          renderIcon={Download}
          href={contentAddress(file.id)}
          download
          aria-label={t('documents.file.download', { name })}
        >
          {t('documents.file.downloadShort')}
        </Button>
        {file.changeableUntil !== undefined && (
          <Button
            kind="ghost"
            size="sm"
            renderIcon={TrashCan}
            aria-label={t('documents.file.remove', { name })}
            onClick={onRemove}
          >
            {t('documents.file.removeShort')}
          </Button>
        )}
      </div>
    </li>
  );
}
