import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@carbon/react';
import { Printer } from '@carbon/icons-react';
import { Link } from 'react-router';
import type { IntakeView } from '@gaita/contracts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { Received } from './received.ts';

interface ReceiptProps {
  readonly intake: IntakeView;
  /** Counted from the day of receipt that was entered. */
  readonly term: IntakeView['term'];
  readonly received: Received;
  readonly onAgain: () => void;
  /** Documents that are still on their way. */
  readonly children?: ReactNode;
}

/** What the applicant takes along: the number, the day, until when the law promises an answer. */
export function Receipt({ intake, term, received, onAgain, children }: ReceiptProps) {
  const { t, formats } = useTexts();
  const { institution } = usePerson();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <section className="section receipt" aria-labelledby="receipt">
      <h2 id="receipt" ref={heading} tabIndex={-1}>
        {t('intake.done')}
      </h2>
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
        {term && (
          <div>
            <dt>{t('intake.term')}</dt>
            <dd>
              {t('clock.until', { date: formats.day(term.dueOn) })}
              <br />
              <cite>{t('clock.source', { act: term.act, article: term.article })}</cite>
            </dd>
          </div>
        )}
        {received.documents.length > 0 && (
          <div>
            <dt>{t('documents.file.title')}</dt>
            <dd>
              <ul className="value__list">
                {received.documents.map((name, at) => (
                  <li key={at}>{name}</li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      {children}
      <div className="receipt__actions">
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
