import { useState } from 'react';
import { Button } from '@carbon/react';
import type { AssignmentView } from '@gaita/contracts';
import { changeRole, endRole, readRegistry } from '../api/registry.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { DayField } from './day-field.tsx';
import { FormDialog } from './form-dialog.tsx';

interface ChangeRoleDialogProps {
  readonly assignment: AssignmentView;
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Other days for a role, or its end at once. */
export function ChangeRoleDialog({ assignment, name, onDone, onClose }: ChangeRoleDialogProps) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const [ending, setEnding] = useState(false);
  const { id, role, institution } = assignment;
  const day = (value: string) => (value === '' ? '' : formats.day(value));
  const edit = useEdit({
    row: assignment,
    read: (row) => ({ from: row?.from ?? '', to: row?.to ?? '' }),
    again: async () => (await readRegistry(institution)).people.flatMap(({ roles }) => roles).find((each) => each.id === id),
    fields: [
      [t('people.assign.from'), ({ from }) => day(from)],
      [t('people.assign.to'), ({ to }) => day(to)],
    ],
  });
  const { from, to } = edit.given;
  const { from: before, revision } = edit.base ?? assignment;
  const whose = { role: roleName(role), name };
  if (ending)
    return (
      <FormDialog
        danger
        title={t('people.end.title')}
        submit={t('people.end.submit')}
        edit={edit}
        onSubmit={() => endRole(id, revision)}
        onDone={onDone}
        onClose={onClose}
      >
        <p>{t('people.end.effect', whose)}</p>
      </FormDialog>
    );
  return (
    <FormDialog
      title={t('people.change.title', whose)}
      submit={t('people.change.submit')}
      // a role that has begun keeps its first day: an empty one would say nothing
      disabled={assignment.ofGroup || (before !== undefined && from === '')}
      edit={edit}
      onSubmit={(conflictReason) =>
        changeRole(id, {
          ...(from && from !== before && { from }),
          to: to === '' ? null : to,
          revision,
          ...(conflictReason && { conflictReason }),
        })
      }
      onDone={onDone}
      onClose={onClose}
    >
      {assignment.ofGroup ? (
        <p>{t('people.change.ofGroup')}</p>
      ) : (
        <>
          <div className="people-form__pair">
            <DayField id="change-from" label={t('people.assign.from')} value={from} onChange={(day) => edit.set({ from: day })} />
            <DayField
              id="change-to"
              label={t('people.assign.to')}
              help={t('people.assign.toHelp')}
              value={to}
              min={from}
              onChange={(day) => edit.set({ to: day })}
            />
          </div>
          <Button kind="danger--tertiary" size="md" onClick={() => setEnding(true)}>
            {t('people.change.end')}
          </Button>
        </>
      )}
    </FormDialog>
  );
}
