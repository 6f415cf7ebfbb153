import { useEffect, useRef } from "react";
import { strings } from "@/app/strings";
import { Button } from "./button";

export interface LoadMoreProps {
  hasMore: boolean;
  loading: boolean;
  onMore: () => void;
}

/** Loads the next page when its end is scrolled near, and on a press of its button. */
export function LoadMore({ hasMore, loading, onMore }: LoadMoreProps) {
  const ref = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element || !hasMore || loading) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasMore, loading]);
  if (!hasMore) return null;
  return (
    <div ref={ref} className="flex justify-center py-4">
      <Button pending={loading} onClick={onMore}>
        {strings.common.loadMore}
      </Button>
    </div>
  );
}
