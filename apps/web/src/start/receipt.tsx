import { useEffect, useRef } from 'react';
import { Button, InlineNotification } from '@carbon/react';
import { Printer } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { IntakeView } from '@gaita/contracts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { Received } from './received.ts';

interface ReceiptProps {
  readonly intake: IntakeView;
  readonly received: Received;
  readonly onAgain: () => void;
}

/** What the applicant takes along: the number, the day, until when the law promises an answer. */
export function Receipt({ intake, received, onAgain }: ReceiptProps) {
  const { t, formats } = useTexts();
  const { institution } = usePerson();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="section receipt" aria-labelledby="receipt">
      <h2 id="receipt" ref={heading} tabIndex={-1}>
        {t('intake.done')}
      </h2>
      {received.unfinished && (
        <InlineNotification kind="warning" lowContrast hideCloseButton role="status" title={t('intake.firstFailed')} />
      )}
      <dl className="values">
        <div>
          <dt>{t('intake.receipt')}</dt>
          <dd className="receipt__number">{received.businessKey}</dd>
        </div>
        <div>
          <dt>{t('task.process')}</dt>
          <dd>{intake.name}</dd>
        </div>
        <div>
          <dt>{institution.name}</dt>
          <dd>{t('intake.receiptOn', { when: formats.moment(received.at) })}</dd>
        </div>
        {intake.term && (
          <div>
            <dt>{t('intake.term')}</dt>
            <dd>
              {t('clock.until', { date: formats.day(intake.term.dueOn) })}
              <br />
              <cite>{t('clock.source', { act: intake.term.act, article: intake.term.article })}</cite>
            </dd>
          </div>
        )}
      </dl>
      <div className="case-clock__actions">
        <Button as={Link} to={`/cases/${received.instanceId}`} size="md">
          {t('intake.openCase')}
        </Button>
        <Button kind="tertiary" size="md" renderIcon={Printer} onClick={() => window.print()}>
          {t('intake.printReceipt')}
        </Button>
        <Button kind="ghost" size="md" onClick={onAgain}>
          {t('intake.another')}
        </Button>
      </div>
    </section>
  );
}
