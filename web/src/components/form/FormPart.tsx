import { type FormComponent, isInput, keyOf, labelOf, widgetOf } from '@/lib/form-schema';
import { pick, useLanguage } from '@/lib/language';
import { plainText } from '@/lib/plain-text';
import { useTranslation } from 'react-i18next';
import { ChildrenField } from './ChildrenField';
import { Collision } from './Collision';
import { DynamicList } from './DynamicList';
import { FormField } from './FormField';
import { FormRows } from './FormView';
import { FormTable } from './FormTable';

// Chooses what draws one component of a form that is shown. An unknown type stays visible: data is never dropped.
export function FormPart({ component, prefix }: { component: FormComponent; prefix: string }) {
  const language = useLanguage();
  const { t } = useTranslation('form');
  const path = prefix + keyOf(component);

  if (widgetOf(component) === 'children') return <ChildrenField component={component} />;
  switch (component.type) {
    case 'group':
      return <Group component={component} prefix={prefix} />;
    case 'dynamiclist':
      return (
        <>
          <DynamicList component={component} path={path} />
          <Collision component={component} path={path} />
        </>
      );
    case 'table':
      return <FormTable component={component} />;
    case 'text':
      return <div className="jw-form-text">{plainText(pick(component.text, language))}</div>;
    case 'html':
      return <div className="jw-form-text">{plainText(component.content ?? '')}</div>;
    case 'separator':
      return <hr className="jw-form-line" />;
    case 'spacer':
    case 'button':
      return null;
    default:
      if (isInput(component)) return <FormField component={component} path={path} />;
      return <div className="jw-form-unknown">{t('unknown', { type: component.type, key: path })}</div>;
  }
}

function Group({ component, prefix }: { component: FormComponent; prefix: string }) {
  const language = useLanguage();
  const title = component.label ? labelOf(component, language) : '';
  const inner = component.path ? `${prefix}${component.path}.` : prefix;
  return (
    <fieldset className="jw-form-group">
      {title && <legend>{title}</legend>}
      <FormRows components={component.components ?? []} prefix={inner} />
    </fieldset>
  );
}
