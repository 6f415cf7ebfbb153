import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { auth } from "@/api/client";
import { queryClient } from "@/app/query";
import { router } from "@/app/router";
import { Toaster } from "@/ui/toast";
import "./styles.css";

void auth.start();
// Nothing of one person is kept for the next.
auth.subscribe(() => auth.state.status === "signed_out" && queryClient.clear());

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>
  </StrictMode>,
);
