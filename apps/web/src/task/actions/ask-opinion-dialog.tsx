import { useState } from 'react';
import { Modal, Select, SelectItem, TextArea } from '@carbon/react';
import type { AskOpinionRequest, RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { useRoleNames } from '../../sign-in/role-names.ts';
import { useTexts } from '../../texts/use-texts.tsx';

interface AskOpinionDialogProps {
  /** Roles that the model wants to be asked, offered first. */
  readonly consultable: readonly string[];
  readonly onAsk: (asked: AskOpinionRequest) => void;
  readonly onClose: () => void;
}

/** Which role is asked for an opinion, and what. */
export function AskOpinionDialog({ consultable, onAsk, onClose }: AskOpinionDialogProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const wanted = roleKeys.filter((key) => consultable.includes(key));
  const others = roleKeys.filter((key) => !consultable.includes(key) && key !== 'administrator');
  const roles: readonly RoleKey[] = [...wanted, ...others];
  const [role, setRole] = useState<RoleKey>(roles[0]!);
  const [question, setQuestion] = useState('');
  const asked = question.trim();
  return (
    <Modal
      open
      size="sm"
      modalHeading={t('tasks.askOpinion')}
      primaryButtonText={t('tasks.ask')}
      secondaryButtonText={t('action.cancel')}
      closeButtonLabel={t('action.close')}
      onRequestSubmit={() => onAsk({ role, ...(asked !== '' && { question: asked }) })}
      onRequestClose={onClose}
    >
      <div className="task-dialog__fields">
        <Select
          id="opinion-role"
          data-modal-primary-focus
          labelText={t('tasks.askRole')}
          value={role}
          onChange={(event) => setRole(event.target.value as RoleKey)}
        >
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
          onChange={(event) => setQuestion(event.target.value)}
        />
      </div>
    </Modal>
  );
}
