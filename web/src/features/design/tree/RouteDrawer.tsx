import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EditDrawer } from './EditDrawer';
import { elementToReach } from './edit';
import type { Tree, TreeNode } from './model';
import { targetOf, targetsAt } from './routes';
import { spotOf } from './spots';

interface RouteDrawerProps {
  tree: Tree;
  route: TreeNode;
  nameOf: (step: TreeNode) => string;
  readOnly: boolean;
  onClose: () => void;
  onSave: (back: string) => void;
}

// To which earlier step a way leads back.
export function RouteDrawer({ tree, route, nameOf, readOnly, onClose, onSave }: RouteDrawerProps) {
  const { t } = useTranslation('tree');
  const now = targetOf(tree, route);
  const [chosen, setChosen] = useState(now?.id);
  const [isTold, setIsTold] = useState(false);
  const targets = targetsAt(tree, spotOf(tree, route.id)!);
  const shown = now && !targets.includes(now) ? [...targets, now] : targets;
  const done = () => {
    const target = shown.find((each) => each.id === chosen);
    if (!target) return setIsTold(true);
    if (target !== now) onSave(elementToReach(target));
    onClose();
  };
  const wrong = isTold && !chosen ? t(route.settings.back ? 'missing.gone' : 'missing.back') : undefined;
  return (
    <EditDrawer title={t('kind.route')} width={480} readOnly={readOnly} isChanged={chosen !== now?.id} onClose={onClose} onDone={done}>
      <Form layout="vertical" disabled={readOnly}>
        <Form.Item
          label={t('field.back')}
          htmlFor="jw-tree-back"
          extra={t('hint.back')}
          validateStatus={wrong ? 'error' : undefined}
          help={wrong && <span role="alert">{wrong}</span>}
        >
          <Select
            id="jw-tree-back"
            value={chosen}
            placeholder={t('choose')}
            options={shown.map((each) => ({ value: each.id, label: nameOf(each) || t(`kind.${each.kind}`) }))}
            onChange={setChosen}
          />
        </Form.Item>
      </Form>
    </EditDrawer>
  );
}
