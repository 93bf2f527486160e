import { widgetOf } from '@/lib/form-schema';
import type { Attachment } from './AttachmentList';
import type { InputProps } from './FieldInput';
import { FilesInput } from './FilesInput';

// The files of a field.
export function AttachmentInput({ component, id, value, aria, onChange }: InputProps) {
  const files = Array.isArray(value) ? (value as Attachment[]) : [];
  return <FilesInput id={id} files={files} pictures={widgetOf(component) === 'photo'} aria={aria} onChange={onChange} />;
}
