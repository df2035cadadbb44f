import { Button, Tag } from '@carbon/react';
import { Link } from 'react-router';
import type { ProcessView } from '@gaita/contracts';
import { listProcesses } from '../api/processes.ts';
import { useResource } from '../api/use-resource.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { Page } from '../shell/page.tsx';
import { RowTable } from '../shell/row-table.tsx';
import type { Column } from '../shell/row-table.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { nameIn } from './name-in.ts';

/** Every process that I see: its version, running cases and findings; start a case, open the model. */
export function ProcessesPage() {
  const { t, language, formats } = useTexts();
  const processes = useResource(language, listProcesses, 'processes');
  const columns: Column<ProcessView>[] = [
    {
      key: 'name',
      header: t('processes.name'),
      render: (process) => (
        <Link className="cds--link rows__main" to={`/processes/${process.key}/edit`}>
          {nameIn(process, language)}
        </Link>
      ),
    },
    {
      key: 'version',
      header: t('processes.state'),
      render: (process) => <Tag type="green">{t('processes.live', { version: process.version })}</Tag>,
    },
    {
      key: 'cases',
      header: t('processes.running'),
      render: (process) =>
        process.runningCases === 0 ? (
          formats.number(0)
        ) : (
          <Link className="cds--link" to={`/cases?state=open&process=${process.key}`}>
            {t('processes.cases', { count: process.runningCases })}
          </Link>
        ),
    },
    {
      key: 'findings',
      header: t('processes.findings'),
      render: (process) =>
        process.warnings.length === 0
          ? t('processes.noFindings')
          : t('processes.findingsCount', { count: process.warnings.length }),
    },
    {
      key: 'start',
      header: t('task.actions'),
      actions: true,
      render: (process) =>
        process.mayStart && (
          <Button
            as={Link}
            to={`/start/${process.key}`}
            kind="tertiary"
            size="sm"
            aria-label={t('processes.startNamed', { process: nameIn(process, language) })}
          >
            {t('processes.start')}
          </Button>
        ),
    },
  ];
  return (
    <Page title={t('place.processes')}>
      <LoadState resource={processes}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState title={t('processes.none')} />
          ) : (
            <RowTable
              label={t('place.processes')}
              columns={columns}
              rows={[...rows].sort((a, b) => formats.compare(nameIn(a, language), nameIn(b, language)))}
              rowKey={({ key }) => key}
            />
          )
        }
      </LoadState>
    </Page>
  );
}
