// The mark of the product: three warps and three wefts, woven.
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <g fill="none" strokeWidth="3.2" strokeLinecap="round">
        <path stroke="#7fd0c7" d="M8 4v24M16 4v24M24 4v24" />
        <path stroke="#f0b27a" d="M4 8h24M4 16h24M4 24h24" />
        <path stroke="#7fd0c7" strokeLinecap="butt" d="M8 5v6M24 5v6M16 13v6M8 21v6M24 21v6" />
      </g>
    </svg>
  );
}
