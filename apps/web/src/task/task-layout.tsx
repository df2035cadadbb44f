import type { ReactNode } from 'react';
import { Button } from '@carbon/react';
import { Printer } from '@carbon/icons-react';
import { Link } from 'react-router';
import { lastListAddress } from '../work/list-memory.ts';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface TaskLayoutProps {
  readonly title: string;
  readonly header: ReactNode;
  readonly actions: ReactNode;
  /** What went wrong or changed elsewhere, above everything. */
  readonly notices: ReactNode;
  readonly form: ReactNode;
  readonly panels: ReactNode;
}

/** Where things stand on the page of a task: the form first, what surrounds it beside or, on a phone, below. */
export function TaskLayout({ title, header, actions, notices, form, panels }: TaskLayoutProps) {
  const { t } = useTexts();
  return (
    <Page
      title={title}
      above={
        <Link className="cds--link" to={lastListAddress()}>
          {t('place.work')}
        </Link>
      }
      below={header}
      actions={
        <>
          {actions}
          <Button className="task__print" kind="ghost" size="md" renderIcon={Printer} onClick={() => window.print()}>
            {t('documents.page.print')}
          </Button>
        </>
      }
    >
      {notices}
      <div className="task">
        <section className="task__form" aria-label={t('task.form')}>
          {form}
        </section>
        <div className="task__panels">{panels}</div>
      </div>
    </Page>
  );
}
