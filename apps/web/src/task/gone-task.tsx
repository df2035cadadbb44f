import { Link } from 'react-router';
import { draftOfTask } from '../api/drafts.ts';
import type { RequestError } from '../api/request.ts';
import type { FormSchema } from '../api/shapes.ts';
import { useResource } from '../api/use-resource.ts';
import { Page } from '../shell/page.tsx';
import { useRefusal } from '../shell/use-refusal.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { applyFormTexts } from './form-texts.ts';
import { inWords } from './in-words.ts';
import { KeptInput } from './kept-input.tsx';

/** A task that is over: why, the case that it was of, and what the reader had typed into it. */
export function GoneTask({ id, reason }: { readonly id: string; readonly reason: RequestError }) {
  const { t, language, formats } = useTexts();
  const { text } = useRefusal(reason);
  const { instanceId } = reason.details;
  const { data } = useResource(id, (signal) => draftOfTask(id).load(signal));
  const draft = data?.draft;
  const form = draft?.form && applyFormTexts(draft.form.schema as unknown as FormSchema, draft.form.texts, language);
  const words = draft && (form ? inWords(form, draft.values) : plain(draft.values));
  return (
    <Page
      title={t('documents.page.goneTitle')}
      above={
        <Link className="cds--link" to="/work">
          {t('place.work')}
        </Link>
      }
    >
      <p className="lead">{text}</p>
      {typeof instanceId === 'string' && (
        <p className="lead">
          <Link className="cds--link" to={`/cases/${instanceId}`}>
            {t('task.openCase')}
          </Link>
        </p>
      )}
      {draft && words && <KeptInput title={t('documents.page.kept', { when: formats.moment(draft.savedAt) })} text={words} />}
    </Page>
  );
}

/** Without its form the values stand by their names. */
const plain = (values: object): string =>
  Object.entries(values)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
