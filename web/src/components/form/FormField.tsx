import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { type FormComponent, labelOf, propertyOf } from '@/lib/form-schema';
import { pick, useLabel, useLanguage } from '@/lib/language';
import { Collision } from './Collision';
import { FieldInput } from './FieldInput';
import { useFormModel } from './FormView';
import { wrongAt } from '../feedback/wrong-at';
import { ReadField } from './ReadField';
import { valueShown } from './shown';

// One field with its label, its help and everything that is wrong with it.
export function FormField({ component: written, path }: { component: FormComponent; path: string }) {
  const { ids, values, states, missing, readOnly, isNew, change } = useFormModel();
  const language = useLanguage();
  const text = useLabel();
  const { t } = useTranslation('form');
  const state = states[path];
  const component = state?.choices ? { ...written, values: state.choices } : written;
  const value = valueShown(path, { states, values });
  const label = labelOf(component, language);
  const read = isRead();
  // A refused act and the form may say the same.
  const said = [...missingTexts(), ...(state?.problems ?? []).map((problem) => text(problem.title))];
  const problems = read ? [] : [...new Set(said)];
  const id = `${ids}-${path}`;
  const required = !read && (state?.required ?? component.validate?.required ?? false);

  return (
    <Form.Item
      label={label}
      htmlFor={read ? undefined : id}
      required={required}
      validateStatus={problems.length > 0 ? 'error' : undefined}
      help={problems.length > 0 ? <span id={`${id}-wrong`}>{problems.join(language === 'en' ? '; ' : '；')}</span> : undefined}
      extra={(read && whyAtRest()) || help()}
      className={read ? 'jw-read' : undefined}
    >
      {read ? (
        <ReadField component={component} path={path} value={value} />
      ) : (
        <>
          <FieldInput
            component={component}
            path={path}
            id={id}
            value={value}
            label={label}
            aria={wrongAt(`${id}-wrong`, problems.length > 0)}
            onChange={(next) => change(path, next)}
          />
          <Collision component={component} path={path} />
        </>
      )}
    </Form.Item>
  );

  function isRead(): boolean {
    const fixed = component.readonly === true || component.disabled === true || component.type === 'expression';
    return readOnly || (state ? !state.editable || state.computed === true : fixed || inFixedList());
  }

  // Why a field that could be filled in otherwise does not change now.
  function whyAtRest(): string | undefined {
    if (readOnly) return undefined;
    return propertyOf(component, language === 'en' ? 'why_en' : 'why') ?? propertyOf(component, 'why');
  }

  // It was for who filled it in. What is computed explains its value, and a new form what it was given.
  function help(): string | undefined {
    const filledInBefore = !isNew && !state?.computed && (state ? !state.editable : inFixedList());
    return readOnly || filledInBefore ? undefined : pick(component.description, language) || undefined;
  }

  // A field in a row of a list inherits from the list.
  function inFixedList(): boolean {
    const list = /^(.*)\.\d+\.[^.]+$/.exec(path)?.[1];
    return list !== undefined && states[list]?.editable === false;
  }

  function missingTexts(): string[] {
    return missing
      .filter((one) => one.field === path)
      .map((one) => text(one.how) || t('required', { label }));
  }
}

