import { useState } from 'react';
import { Select, SelectItem, TextArea } from '@carbon/react';
import type { AskOpinionRequest, RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { useRoleNames } from '../../sign-in/role-names.ts';
import { Dialog } from '../../shell/dialog.tsx';
import { useKept } from '../../drafts/use-kept.ts';
import { useTexts } from '../../texts/use-texts.tsx';

interface AskOpinionDialogProps {
  readonly taskId: string;
  /** Roles that the model wants to be asked, offered first. */
  readonly consultable: readonly string[];
  /** @param forget to be called when the question has gone out: until then it is kept */
  readonly onAsk: (asked: AskOpinionRequest, forget: () => void) => void;
  readonly onClose: () => void;
}

/** Which role is asked for an opinion, and what. */
export function AskOpinionDialog({ taskId, consultable, onAsk, onClose }: AskOpinionDialogProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const wanted = roleKeys.filter((key) => consultable.includes(key));
  const others = roleKeys.filter((key) => !consultable.includes(key) && key !== 'administrator');
  const roles: readonly RoleKey[] = [...wanted, ...others];
  const [{ role, question }, set, forget] = useKept(`question ${taskId}`, { role: '' as RoleKey | '', question: '' });
  const [tried, setTried] = useState(false);
  const asked = question.trim();
  return (
    <Dialog
      size="sm"
      modalHeading={t('tasks.askOpinion')}
      primaryButtonText={t('tasks.ask')}
      onRequestSubmit={() => {
        setTried(true);
        if (role === '') document.getElementById('opinion-role')?.focus();
        else onAsk({ role, ...(asked !== '' && { question: asked }) }, forget);
      }}
      onRequestClose={onClose}
      onSecondarySubmit={() => (forget(), onClose())}
    >
      <div className="task-dialog__fields">
        <Select
          id="opinion-role"
          data-modal-primary-focus
          labelText={t('tasks.askRole')}
          value={role}
          invalid={tried && role === ''}
          invalidText={t('tasks.chooseRole')}
          onChange={(event) => set({ role: event.target.value as RoleKey, question })}
        >
          <SelectItem value="" text={t('tasks.chooseRole')} disabled hidden />
          {roles.map((key) => (
            <SelectItem key={key} value={key} text={roleName(key)} />
          ))}
        </Select>
        <TextArea
          id="opinion-question"
          labelText={t('tasks.question')}
          value={question}
          maxLength={500}
          rows={3}
          onChange={(event) => set({ role, question: event.target.value })}
        />
      </div>
    </Dialog>
  );
}
