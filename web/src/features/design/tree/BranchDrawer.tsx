import { Alert, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionInput } from './ConditionInput';
import { EditDrawer } from './EditDrawer';
import type { Branch, TreeNode } from './model';
import type { Said } from './useFieldCheck';
import type { Subject } from './values/comparing';

interface BranchDrawerProps {
  block: TreeNode;
  branch: Branch;
  subjects: Subject[];
  readOnly: boolean;
  checkOf?: (change: Partial<Branch>) => Promise<Said[]>;
  onClose: () => void;
  onSave: (change: Partial<Branch>) => void;
}

// The name and the condition of a branch.
export function BranchDrawer({ block, branch, subjects, readOnly, checkOf, onClose, onSave }: BranchDrawerProps) {
  const { t } = useTranslation('tree');
  const before = { name: branch.name, condition: branch.condition, isDefault: branch.isDefault };
  const [draft, setDraft] = useState(before);
  const [wrong, setWrong] = useState<string[]>([]);
  const keep = (said: Said[]) => {
    setWrong(said.map((each) => each.text));
    if (said.length > 0) return;
    onSave(draft);
    onClose();
  };
  const save = () => (checkOf && draft.condition && draft.condition !== before.condition ? checkOf(draft).catch((): Said[] => []).then(keep) : keep([]));
  return (
    <EditDrawer
      title={branch.name || t('kind.conditions')}
      width={560}
      readOnly={readOnly}
      isChanged={JSON.stringify(draft) !== JSON.stringify(before)}
      onClose={onClose}
      onDone={save}
    >
      <Form layout="vertical" disabled={readOnly}>
        <Form.Item label={t('field.name')} htmlFor="jw-tree-branch-name">
          <Input id="jw-tree-branch-name" value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
        </Form.Item>
        {block.kind !== 'parallel' && (
          <>
            <Form.Item>
              <Checkbox checked={draft.isDefault} onChange={(event) => setDraft({ ...draft, isDefault: event.target.checked })}>
                {t('field.otherwise')}
              </Checkbox>
            </Form.Item>
            {!draft.isDefault && (
              <Form.Item label={t('field.condition')}>
                <ConditionInput value={draft.condition} subjects={subjects} onChange={(condition) => setDraft({ ...draft, condition })} />
              </Form.Item>
            )}
            {wrong.map((each) => (
              <Alert key={each} type="error" showIcon title={each} />
            ))}
          </>
        )}
      </Form>
    </EditDrawer>
  );
}
