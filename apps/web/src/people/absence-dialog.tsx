import { useState } from 'react';
import { Button, Select, SelectItem } from '@carbon/react';
import { Link } from 'react-router';
import type { AbsencesView, AbsenceView } from '@gaita/contracts';
import { absenceKindKeys } from '@gaita/contracts';
import { announceAbsence, changeAbsence, previewAbsence, readAbsences, revokeAbsence } from '../api/registry.ts';
import { useResource } from '../api/use-resource.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { usePerson } from '../sign-in/session.tsx';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DayField } from './day-field.tsx';
import { FormDialog } from './form-dialog.tsx';

interface AbsenceDialogProps {
  readonly absences: AbsencesView;
  readonly institution: string;
  /** One that is changed; without it a new one is announced. */
  readonly absence?: AbsenceView | undefined;
  /** Only one's own: nobody is asked whose. */
  readonly own: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** When somebody is away and who stands in, with what would go over before anything is saved. */
export function AbsenceDialog({ absences, institution, absence, own, onDone, onClose }: AbsenceDialogProps) {
  const { t, formats } = useTexts();
  const me = usePerson();
  const [account, setAccount] = useState(absence?.account ?? me.account);
  const day = (value: string) => (value === '' ? '' : formats.day(value));
  const nameOf = (of: string) => absences.colleagues.find((each) => each.account === of)?.name ?? of;
  const edit = useEdit({
    row: absence,
    read: readFields,
    again: async () => (await readAbsences(institution)).items.find(({ id }) => id === absence?.id),
    fields: [
      [t('people.absence.from'), ({ from }) => day(from)],
      [t('people.absence.to'), ({ to }) => day(to)],
      [t('people.absence.kind'), ({ kind }) => t(`people.absence.kinds.${kind}`)],
      [t('people.substitute'), ({ substitute }) => (substitute === '' ? t('people.absence.nobody') : nameOf(substitute))],
    ],
  });
  const { from, to, substitute, kind } = edit.given;
  const revision = edit.base?.revision ?? 0;
  const [ending, setEnding] = useState(false);
  if (ending && absence)
    return (
      <FormDialog
        danger
        title={absence.state === 'now' ? t('people.absence.back') : t('people.absence.callOff')}
        submit={absence.state === 'now' ? t('people.absence.back') : t('people.absence.callOff')}
        edit={edit}
        onSubmit={() => revokeAbsence(absence.id, revision)}
        onDone={onDone}
        onClose={onClose}
      >
        <p>{t('people.absence.endEffect', { name: absence.name })}</p>
      </FormDialog>
    );
  const term = { from, to, substitute: substitute === '' ? null : substitute };
  return (
    <FormDialog
      title={absence ? t('people.absence.change', { name: absence.name }) : t('people.absence.title')}
      submit={absence ? t('people.absence.save') : t('people.absence.submit')}
      disabled={from === '' || to === ''}
      edit={edit}
      onSubmit={(conflictReason) => {
        const more = { ...term, kind, ...(conflictReason && { conflictReason }) };
        return absence
          ? changeAbsence(absence.id, { ...more, revision })
          : announceAbsence({ ...more, ...(account !== me.account && { account }) });
      }}
      onDone={onDone}
      onClose={onClose}
    >
      {!absence && !own && absences.may.announceFor.length > 0 && (
        <Select
          id="absence-who"
          labelText={t('people.absence.who')}
          value={account}
          onChange={(event) => setAccount(event.target.value)}
        >
          <SelectItem value={me.account} text={me.name} />
          {absences.may.announceFor.map((each) => (
            <SelectItem key={each.account} value={each.account} text={each.name} />
          ))}
        </Select>
      )}
      <div className="people-form__pair">
        <DayField
          id="absence-from"
          label={t('people.absence.from')}
          value={from}
          onChange={(first) => edit.set({ from: first })}
        />
        <DayField
          id="absence-to"
          label={t('people.absence.to')}
          value={to}
          min={from}
          onChange={(last) => edit.set({ to: last })}
        />
      </div>
      <Select
        id="absence-kind"
        labelText={t('people.absence.kind')}
        helperText={t('people.absence.kindHelp')}
        value={kind}
        onChange={(event) => edit.set({ kind: event.target.value as typeof kind })}
      >
        {absenceKindKeys.map((each) => (
          <SelectItem key={each} value={each} text={t(`people.absence.kinds.${each}`)} />
        ))}
      </Select>
      <Select
        id="absence-substitute"
        labelText={t('people.substitute')}
        value={substitute}
        onChange={(event) => edit.set({ substitute: event.target.value })}
      >
        <SelectItem value="" text={t('people.absence.nobody')} />
        {absences.colleagues
          .filter((each) => each.account !== account)
          .map((each) => (
            <SelectItem key={each.account} value={each.account} text={each.name} />
          ))}
      </Select>
      {from !== '' && to >= from && <Preview {...term} account={account} changes={absence?.id} />}
      {absence && (
        <Button kind="danger--tertiary" size="md" onClick={() => setEnding(true)}>
          {absence.state === 'now' ? t('people.absence.back') : t('people.absence.callOff')}
        </Button>
      )}
    </FormDialog>
  );
}

const readFields = (absence: AbsenceView | undefined) => ({
  from: absence?.from ?? '',
  to: absence?.to ?? '',
  kind: absence?.kind ?? ('leave' as const),
  substitute: absence?.substitute ?? '',
});

interface PreviewProps {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly substitute: string | null;
  /** The absence whose term or substitute is changed. */
  readonly changes: string | undefined;
}

/** "7 tasks go over; 2 cannot: own drafts". */
function Preview({ account, from, to, substitute, changes }: PreviewProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const { account: own } = usePerson();
  const preview = useResource(`preview ${account} ${from} ${to} ${substitute}`, (signal) =>
    previewAbsence({ from, to, substitute, ...(account !== own && { account }), ...(changes && { changes }) }, signal),
  );
  if (preview.error) return <ErrorNotice error={preview.error} />;
  if (!preview.data) return null;
  const { goOver, cannot, roles, passesOn } = preview.data;
  return (
    <div className="people-preview" role="status">
      {substitute === null ? (
        <p>{t('people.preview.nobody')}</p>
      ) : (
        <>
          <p>{t('people.preview.goOver', { count: goOver })}</p>
          {cannot.length > 0 && (
            <>
              <p>{t('people.preview.cannot', { count: cannot.length })}</p>
              <ul>
                {cannot.map(({ taskId, name, businessKey, role, against }) => (
                  <li key={taskId}>
                    <Link className="cds--link" to={`/tasks/${taskId}`} target="_blank">
                      {businessKey === undefined ? name : `${name} (${businessKey})`}
                    </Link>
                    {': '}
                    {t('people.preview.why', { role: roleName(role), against: roleName(against) })}
                  </li>
                ))}
              </ul>
            </>
          )}
          {roles.length > 0 && <p>{t('people.preview.roles', { roles: roles.map(roleName).join(', ') })}</p>}
          {passesOn === null && <p>{t('people.preview.awayToo')}</p>}
          {passesOn && <p>{t('people.preview.passesOn', { name: passesOn.name })}</p>}
        </>
      )}
    </div>
  );
}
