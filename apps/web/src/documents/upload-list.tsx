import { Button, ProgressBar } from '@carbon/react';
import { fileRefusals, largestFile } from '@gaita/contracts';
import type { FileRefusal } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { useRefusal } from '../shell/use-refusal.ts';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { Uploading } from './use-uploads.ts';

interface UploadListProps {
  readonly items: readonly Uploading[];
  readonly onResume: (key: number) => void;
  readonly onDismiss: (key: number) => void;
}

/** Files on their way: how far each is, or why it was refused. */
export function UploadList({ items, onResume, onDismiss }: UploadListProps) {
  const { t } = useTexts();
  const done = items.filter(({ state }) => state === 'done').map(({ name }) => t('documents.file.done', { name }));
  return (
    <div className="uploads">
      {items
        .filter(({ state }) => state === 'sending')
        .map(({ key, name, percent }) => (
          <ProgressBar
            key={key}
            label={t('documents.file.uploading', { name, percent })}
            value={percent}
            max={100}
            size="small"
          />
        ))}
      {items
        .filter(({ state }) => state === 'failed')
        .map((item) => (
          <FailedUpload key={item.key} item={item} onResume={onResume} onDismiss={onDismiss} />
        ))}
      <p className="hint" role="status">
        {done.join(' ')}
      </p>
    </div>
  );
}

function FailedUpload({
  item,
  onResume,
  onDismiss,
}: { readonly item: Uploading } & Pick<UploadListProps, 'onResume' | 'onDismiss'>) {
  const { t } = useTexts();
  const { key, name, error, resumable } = item;
  const refusal = useRefusal(error ?? new Error(name));
  const reason = reasonOf(error);
  return (
    <div className="uploads__failed">
      <Notice kind="error" role="alert" title={t('documents.file.failed', { name })}>
        {reason ? t(`documents.file.refusal.${reason}`, { size: largestFile / 1_000_000 }) : refusal.text}
      </Notice>
      {resumable && (
        <Button kind="ghost" size="sm" aria-label={t('documents.file.retry', { name })} onClick={() => onResume(key)}>
          {t('documents.file.retryShort')}
        </Button>
      )}
      <Button kind="ghost" size="sm" aria-label={t('documents.file.dismiss', { name })} onClick={() => onDismiss(key)}>
        {t('documents.file.dismissShort')}
      </Button>
    </div>
  );
}

function reasonOf(error: Error | undefined): FileRefusal | undefined {
  const reason = error instanceof RequestError && error.code === 'file-refused' ? error.details['reason'] : undefined;
  return fileRefusals.find((known) => known === reason);
}
