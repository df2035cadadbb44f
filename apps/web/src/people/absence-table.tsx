import { Button, Tag } from '@carbon/react';
import type { AbsenceView } from '@gaita/contracts';
import type { Column } from '../shell/row-table.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useTermWords } from './term-words.ts';

interface AbsenceTableProps {
  readonly label: string;
  readonly absences: readonly AbsenceView[];
  readonly withName: boolean;
  readonly onChange: (absence: AbsenceView) => void;
}

/** Absences, the nearest first: when, who stands in. */
export function AbsenceTable({ label, absences, withName, onChange }: AbsenceTableProps) {
  const { t } = useTexts();
  const termWords = useTermWords();
  const columns: Column<AbsenceView>[] = [
    ...(withName
      ? [
          {
            key: 'name',
            header: t('people.person'),
            render: ({ name }: AbsenceView) => <span className="rows__main">{name}</span>,
          },
        ]
      : []),
    {
      key: 'term',
      header: t('people.absence.days'),
      render: (absence) => (
        <span className="people-role">
          {termWords(absence)}
          {absence.state === 'now' && <Tag type="purple">{t('people.away')}</Tag>}
        </span>
      ),
    },
    { key: 'kind', header: t('people.absence.kind'), render: ({ kind }) => t(`people.absence.kinds.${kind}`) },
    {
      key: 'substitute',
      header: t('people.substitute'),
      render: ({ substituteName, standIn }) =>
        substituteName === undefined ? (
          <Tag type="red">{t('people.nobodyStandsIn')}</Tag>
        ) : standIn ? (
          t('people.passedOn', { substitute: substituteName, name: standIn.name })
        ) : (
          substituteName
        ),
    },
    {
      key: 'actions',
      header: t('people.actions'),
      actions: true,
      render: (absence) =>
        absence.may.change ? (
          <Button
            kind="tertiary"
            size="md"
            aria-label={t('people.absence.change', { name: absence.name })}
            onClick={() => onChange(absence)}
          >
            {t('people.change.open')}
          </Button>
        ) : null,
    },
  ];
  return <RowTable label={label} columns={columns} rows={absences} rowKey={({ id }) => id} />;
}
