import { Button, Checkbox, Drawer, Form, Grid, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Branch, TreeNode } from './model';

interface BranchDrawerProps {
  block: TreeNode;
  branch: Branch;
  readOnly: boolean;
  onClose: () => void;
  onSave: (change: Partial<Branch>) => void;
}

// The name and the condition of a branch.
export function BranchDrawer({ block, branch, readOnly, onClose, onSave }: BranchDrawerProps) {
  const { t } = useTranslation('tree');
  const isWide = Grid.useBreakpoint().md;
  const [draft, setDraft] = useState({ name: branch.name, condition: branch.condition, isDefault: branch.isDefault });
  const save = () => {
    onSave(draft);
    onClose();
  };
  return (
    <Drawer
      open
      title={branch.name || t('kind.conditions')}
      size={isWide ? 480 : '100%'}
      onClose={onClose}
      footer={
        !readOnly && (
          <Button type="primary" onClick={save}>
            {t('done')}
          </Button>
        )
      }
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
              <Form.Item label={t('field.condition')} htmlFor="jw-tree-condition" extra={t('hint.condition')}>
                <Input.TextArea id="jw-tree-condition" autoSize={{ minRows: 2 }} value={draft.condition} onChange={(event) => setDraft({ ...draft, condition: event.target.value })} />
              </Form.Item>
            )}
          </>
        )}
      </Form>
    </Drawer>
  );
}
