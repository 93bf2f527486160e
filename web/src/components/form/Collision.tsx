import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FormComponent } from '@/lib/form-schema';
import { useLabel } from '@/lib/language';
import { withValueAt } from '@/lib/path';
import { FormView, useFormModel } from './FormView';
import { ReadField } from './ReadField';

// Below a field that somebody else changed as well: what is stored now, by whom, and the choice between the two.
export function Collision({ component, path }: { component: FormComponent; path: string }) {
  const { collisions, names, decide } = useFormModel();
  const { t } = useTranslation('form');
  const text = useLabel();
  const collision = collisions[path];
  if (!collision) return null;
  return (
    <div className="jw-collision" role="group" aria-label={t('collision.title')}>
      <div className="jw-small">{text(collision.who) || t('collision.changed')}</div>
      <blockquote>
        {component.type === 'dynamiclist' ? (
          <FormView schema={{ components: [component] }} values={withValueAt({}, path, collision.stored)} names={names} readOnly />
        ) : (
          <ReadField component={component} path={path} value={collision.stored} />
        )}
      </blockquote>
      <Button size="small" onClick={() => decide(path, 'stored')}>
        {t('collision.take')}
      </Button>
      <Button size="small" onClick={() => decide(path, 'typed')}>
        {t('collision.keep')}
      </Button>
    </div>
  );
}
