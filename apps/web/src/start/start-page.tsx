import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { DraftContent, IntakeView } from '@gaita/contracts';
import { draftOfStart } from '../api/drafts.ts';
import { readIntake } from '../api/intake.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { PageState } from '../shell/page-state.tsx';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { BeforeStart } from './before-start.tsx';
import type { Received } from './received.ts';
import { Receipt } from './receipt.tsx';
import { StartForm } from './start-form.tsx';

/** Starting a case: know first, then fill in, then a receipt. */
export function StartPage() {
  const { process = '' } = useParams();
  const { language } = useTexts();
  const found = useResource(
    `${process} ${language}`,
    async (signal) => ({ intake: await readIntake(process, signal), draft: (await draftOfStart(process).load(signal)).draft }),
    process,
  );
  return (
    <PageState resource={found}>
      {({ intake, draft }) => <StartScreen key={intake.key} intake={intake} draft={draft} onAgain={found.reload} />}
    </PageState>
  );
}

interface StartScreenProps {
  readonly intake: IntakeView;
  readonly draft?: DraftContent;
  readonly onAgain: () => void;
}

function StartScreen({ intake, draft, onAgain }: StartScreenProps) {
  const { t } = useTexts();
  const [received, setReceived] = useState<Received>();
  const [round, setRound] = useState(0);
  return (
    <Page
      title={t('intake.title', { process: intake.name })}
      above={
        <Link className="cds--link" to="/start">
          {t('intake.choose')}
        </Link>
      }
    >
      {received ? (
        <Receipt
          intake={intake}
          received={received}
          onAgain={() => {
            setReceived(undefined);
            setRound((before) => before + 1);
            onAgain();
          }}
        />
      ) : (
        <div className="start">
          <BeforeStart intake={intake} />
          {intake.mayStart ? (
            <StartForm key={round} intake={intake} draft={round === 0 ? draft : undefined} onReceived={setReceived} />
          ) : (
            <EmptyState title={t('intake.mayNot')}>
              <p>{t('intake.mayNotHelp')}</p>
            </EmptyState>
          )}
        </div>
      )}
    </Page>
  );
}
