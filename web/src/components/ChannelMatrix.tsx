import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';

interface MatrixProps {
  kinds: string[];
  columns: { id: string; label: string }[];
  isOn: (kind: string, column: string) => boolean;
  isOffered?: (kind: string, column: string) => boolean;
  onChange: (kind: string, column: string, on: boolean) => void;
}

// Kinds of notices against channels; a cell that is not offered stays empty.
export function ChannelMatrix({ kinds, columns, isOn, isOffered = () => true, onChange }: MatrixProps) {
  const { t } = useTranslation('delivery');
  return (
    <div className="jw-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('kindColumn')}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`kind.${kind}`)}</th>
              {columns.map((column) => (
                <td key={column.id}>
                  {isOffered(kind, column.id) ? (
                    <Checkbox
                      aria-label={`${t(`kind.${kind}`)} · ${column.label}`}
                      checked={isOn(kind, column.id)}
                      onChange={(event) => onChange(kind, column.id, event.target.checked)}
                    />
                  ) : (
                    <span className="jw-soft">—</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
