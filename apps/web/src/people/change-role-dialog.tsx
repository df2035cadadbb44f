import { useState } from 'react';
import { Button } from '@carbon/react';
import type { AssignmentView } from '@gaita/contracts';
import { changeRole, endRole } from '../api/registry.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
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
  const { t } = useTexts();
  const roleName = useRoleNames();
  const [from, setFrom] = useState(assignment.from ?? '');
  const [to, setTo] = useState(assignment.to ?? '');
  const [ending, setEnding] = useState(false);
  const { id, revision, role } = assignment;
  const whose = { role: roleName(role), name };
  if (ending)
    return (
      <FormDialog
        danger
        title={t('people.end.title')}
        submit={t('people.end.submit')}
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
      onSubmit={(conflictReason) =>
        changeRole(id, {
          ...(from && from !== assignment.from && { from }),
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
            <DayField id="change-from" label={t('people.assign.from')} value={from} onChange={setFrom} />
            <DayField
              id="change-to"
              label={t('people.assign.to')}
              help={t('people.assign.toHelp')}
              value={to}
              min={from}
              onChange={setTo}
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
