import { useEffect } from 'react';
import { Button } from '@carbon/react';
import { Download } from '@carbon/icons-react';
import type { AttachmentView } from '@gaita/contracts';
import { contentAddress, previewAddress, readText } from '../api/documents.ts';
import { useResource } from '../api/use-resource.ts';
import { LoadState } from '../shell/load-state.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** A document over the page. Pictures are shown as such, PDF by the browser's own viewer, which keeps it away from the page. */
export function FilePreview({ file, onClose }: { readonly file: AttachmentView; readonly onClose: () => void }) {
  const { t } = useTexts();
  useEffect(() => {
    document.querySelector<HTMLElement>('.preview .cds--modal-close')?.focus();
    const pressed = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    // Before the tip of the button that closes takes the key for itself.
    document.addEventListener('keydown', pressed, true);
    return () => document.removeEventListener('keydown', pressed, true);
  }, []);
  return (
    <Dialog
      passiveModal
      size="lg"
      className="preview"
      modalHeading={file.name}
      modalLabel={t('documents.file.title')}
      onRequestClose={onClose}
    >
      <Content file={file} />
      <Button as="a" kind="tertiary" size="md" renderIcon={Download} href={contentAddress(file.id)} download>
        {t('documents.file.downloadShort')}
      </Button>
    </Dialog>
  );
}

function Content({ file }: { readonly file: AttachmentView }) {
  const { t } = useTexts();
  const { id, name, preview } = file;
  if (preview === 'image') return <img className="preview__image" src={previewAddress(id)} alt={name} />;
  if (preview === 'text') return <TextContent file={file} />;
  // A phone's browser often has no viewer of its own.
  if (preview === 'pdf' && navigator.pdfViewerEnabled)
    return <iframe className="preview__pdf" src={previewAddress(id)} title={name} referrerPolicy="no-referrer" />;
  return <p>{t('documents.file.noPreview')}</p>;
}

function TextContent({ file: { id, name } }: { readonly file: AttachmentView }) {
  const text = useResource(`text ${id}`, (signal) => readText(id, signal));
  return (
    <LoadState resource={text}>
      {(content) => (
        <pre className="preview__text" tabIndex={0} aria-label={name}>
          {content}
        </pre>
      )}
    </LoadState>
  );
}
