import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { DraftView, IntakeView } from '@gaita/contracts';
import { filesOfStart } from '../api/documents.ts';
import { draftOfStart } from '../api/drafts.ts';
import { readIntake } from '../api/intake.ts';
import { useResource } from '../api/use-resource.ts';
import { UploadList } from '../documents/upload-list.tsx';
import { useUploads } from '../documents/use-uploads.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { PageState } from '../shell/page-state.tsx';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { BeforeStart } from './before-start.tsx';
import type { Received } from './received.ts';
import { Receipt } from './receipt.tsx';
import { StartForm } from './start-form.tsx';
import { useTerm } from './use-application.ts';

/** Starting a case: know first, then fill in, then a receipt. */
export function StartPage() {
  const { process = '' } = useParams();
  const { language, t } = useTexts();
  const found = useResource(`${process} ${language}`, (signal) => readIntake(process, signal), process);
  return (
    <PageState resource={found}>
      {(intake) => (
        <Page
          title={t('intake.title', { process: intake.name })}
          above={
            <Link className="cds--link" to="/start">
              {t('intake.choose')}
            </Link>
          }
        >
          {intake.mayStart ? (
            <Application key={intake.key} intake={intake} />
          ) : (
            <div className="start">
              <BeforeStart intake={intake} term={intake.term} />
              <EmptyState title={t('intake.mayNot')}>
                <p>{t('intake.mayNotHelp')}</p>
              </EmptyState>
            </div>
          )}
        </Page>
      )}
    </PageState>
  );
}

/** One application after the other: each begins with the person's draft, which is asked for first. */
function Application({ intake }: { readonly intake: IntakeView }) {
  const [round, setRound] = useState(0);
  const draft = useResource(`${intake.key} ${round}`, async (signal) => draftOfStart(intake.key).load(signal));
  return (
    <LoadState resource={draft.error ? { ...draft, error: undefined, data: {} } : draft} lines={10}>
      {(loaded) => (
        <ApplicationScreen
          key={round}
          intake={intake}
          loaded={draft.error ? undefined : loaded}
          onAgain={() => setRound(round + 1)}
        />
      )}
    </LoadState>
  );
}

interface ApplicationScreenProps {
  readonly intake: IntakeView;
  readonly loaded: DraftView | undefined;
  readonly onAgain: () => void;
}

function ApplicationScreen({ intake, loaded, onAgain }: ApplicationScreenProps) {
  const [received, setReceived] = useState<{ readonly receipt: Received; readonly late: ReadonlySet<number> }>();
  const [place] = useState(() => filesOfStart(intake.key));
  const files = useResource(place.key, (signal) => place.list(signal));
  // What is still on its way when the application is handed in arrives in the case.
  const uploads = useUploads(place, files.reload);
  const [receivedOn, setReceivedOn] = useState('');
  const term = useTerm(intake, receivedOn);
  if (received)
    return (
      <Receipt intake={intake} term={term} received={received.receipt} onAgain={onAgain}>
        <UploadList
          items={uploads.items.filter(({ key }) => received.late.has(key))}
          onResume={uploads.resume}
          onDismiss={uploads.dismiss}
        />
      </Receipt>
    );
  return (
    <div className="start">
      <BeforeStart intake={intake} term={term ?? intake.term} />
      <StartForm
        intake={intake}
        loaded={loaded}
        files={files}
        uploads={uploads}
        onReceivedOn={setReceivedOn}
        onReceived={(receipt) =>
          setReceived({
            receipt,
            late: new Set(uploads.items.flatMap(({ key, state }) => (state === 'done' ? [] : [key]))),
          })
        }
        onDiscarded={onAgain}
      />
    </div>
  );
}
