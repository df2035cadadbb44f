import { useState } from 'react';
import { Button, Select, SelectItem, TextArea, TextInput } from '@carbon/react';
import type { RetentionView } from '@gaita/contracts';
import { listRetention, setRetention } from '../api/audit.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { LoadState } from '../shell/load-state.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { usePerson } from '../sign-in/session.tsx';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';

type Unit = 'Y' | 'M' | 'D';
const unitTexts = { Y: 'privacy.years', M: 'privacy.months', D: 'privacy.days' } as const;
const read = (period = 'P10Y') => {
  const [, amount = '10', unit = 'Y'] = /^P(\d+)([YMD])$/.exec(period) ?? [];
  return { amount, unit: unit as Unit };
};

/** How long values are kept, process by process. */
export function Retention() {
  const { t, formats, language } = useTexts();
  const rules = useResource(`retention ${language}`, listRetention, 'retention');
  const institutions = usePerson().institutions;
  const [changed, setChanged] = useState<RetentionView>();
  const told = usePeriodWords();
  return (
    <section className="audit-section" aria-labelledby="retention">
      <h2 id="retention">{t('privacy.retention')}</h2>
      <p>{t('privacy.retentionAbout')}</p>
      <LoadState resource={rules}>
        {({ items, maySet }) => (
          <RowTable
            label={t('privacy.retention')}
            rows={items}
            rowKey={({ institution, processKey }) => `${institution} ${processKey}`}
            columns={[
              {
                key: 'process',
                header: t('privacy.process'),
                render: ({ processName }) => <span className="rows__main">{processName}</span>,
              },
              ...(institutions.length > 1
                ? [
                    {
                      key: 'institution',
                      header: t('people.institution'),
                      render: ({ institution }: RetentionView) =>
                        institutions.find(({ id }) => id === institution)?.name ?? institution,
                    },
                  ]
                : []),
              {
                key: 'period',
                header: t('privacy.period'),
                render: ({ period, source }) =>
                  period === undefined
                    ? t('privacy.forever')
                    : source === 'model'
                      ? `${told(period)} (${t('privacy.fromModel')})`
                      : told(period),
              },
              { key: 'ground', header: t('privacy.ground'), render: ({ ground }) => ground || '–' },
              { key: 'kept', header: t('privacy.withValues'), render: ({ kept }) => formats.number(kept) },
              { key: 'due', header: t('privacy.due'), render: ({ due }) => formats.number(due) },
              ...(maySet
                ? [
                    {
                      key: 'set',
                      header: t('privacy.set'),
                      actions: true,
                      render: (each: RetentionView) => (
                        <Button
                          kind="ghost"
                          size="sm"
                          aria-label={`${t('privacy.set')}: ${each.processName}`}
                          onClick={() => setChanged(each)}
                        >
                          {t('privacy.set')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </LoadState>
      {changed && <RetentionDialog rule={changed} onClose={() => setChanged(undefined)} onSaved={rules.reload} />}
    </section>
  );
}

function usePeriodWords() {
  const { t, formats } = useTexts();
  return (period: string) => {
    const { amount, unit } = read(period);
    return t(unitTexts[unit], { number: formats.number(Number(amount)) });
  };
}

interface RetentionDialogProps {
  readonly rule: RetentionView;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function RetentionDialog({ rule, onClose, onSaved }: RetentionDialogProps) {
  const { t } = useTexts();
  const told = usePeriodWords();
  const isOfRule = ({ processKey, institution }: RetentionView) =>
    processKey === rule.processKey && institution === rule.institution;
  const edit = useEdit({
    row: rule,
    read: (row) => ({ ...read(row?.period), ground: row?.ground ?? '' }),
    again: async () => (await listRetention()).items.find(isOfRule),
    fields: [
      [t('privacy.period'), ({ amount, unit }) => told(`P${amount}${unit}`)],
      [t('privacy.ground'), ({ ground }) => ground],
    ],
  });
  const values = edit.given;
  const [error, setError] = useState<Error>();
  const isRight = /^[1-9]\d{0,3}$/.test(values.amount) && values.ground.trim().length >= 3;
  const save = () =>
    setRetention(rule.processKey, {
      institution: rule.institution,
      period: `P${values.amount}${values.unit}`,
      ground: values.ground.trim(),
      revision: edit.base?.revision ?? rule.revision,
    }).then(
      () => {
        onSaved();
        onClose();
      },
      async (failed: unknown) => setError((await edit.refused(failed)) ? undefined : (failed as Error)),
    );
  return (
    <Dialog
      modalHeading={t('privacy.setTitle', { process: rule.processName })}
      primaryButtonText={t('privacy.save')}
      secondaryButtonText={t('privacy.cancel')}
      closeButtonLabel={t('privacy.cancel')}
      primaryButtonDisabled={!isRight || edit.waits}
      onRequestClose={onClose}
      onRequestSubmit={() => void save()}
    >
      {error && <ErrorNotice error={error} focus />}
      {edit.note}
      <div className="audit__period">
        <TextInput
          id="retention-amount"
          data-modal-primary-focus
          labelText={t('privacy.amount')}
          inputMode="numeric"
          value={values.amount}
          onChange={(event) => edit.set({ amount: event.target.value.trim() })}
        />
        <Select
          id="retention-unit"
          labelText={t('privacy.unit')}
          value={values.unit}
          onChange={(event) => edit.set({ unit: event.target.value as Unit })}
        >
          <SelectItem value="Y" text={t('privacy.unitY')} />
          <SelectItem value="M" text={t('privacy.unitM')} />
          <SelectItem value="D" text={t('privacy.unitD')} />
        </Select>
      </div>
      <TextArea
        id="retention-ground"
        labelText={t('privacy.ground')}
        rows={2}
        maxLength={500}
        value={values.ground}
        onChange={(event) => edit.set({ ground: event.target.value })}
      />
    </Dialog>
  );
}
