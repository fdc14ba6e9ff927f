// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <git2.h>

#include <memory>

// Inside this module only: libgit2's objects with their owners.
namespace gatewright::git {

template <auto Free>
struct Freeing
{
    template <class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

template <class T, auto Free>
using Handle = std::unique_ptr<T, Freeing<Free>>;

using AnnotatedCommitHandle = Handle<git_annotated_commit, git_annotated_commit_free>;
using BlameHandle = Handle<git_blame, git_blame_free>;
using BlobHandle = Handle<git_blob, git_blob_free>;
using BranchIteratorHandle = Handle<git_branch_iterator, git_branch_iterator_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using ConfigHandle = Handle<git_config, git_config_free>;
using ConflictIteratorHandle = Handle<git_index_conflict_iterator, git_index_conflict_iterator_free>;
using DiffHandle = Handle<git_diff, git_diff_free>;
using FilterListHandle = Handle<git_filter_list, git_filter_list_free>;
using IndexHandle = Handle<git_index, git_index_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using RepositoryHandle = Handle<git_repository, git_repository_free>;
using RevisionWalkHandle = Handle<git_revwalk, git_revwalk_free>;
using SignatureHandle = Handle<git_signature, git_signature_free>;
using SubmoduleHandle = Handle<git_submodule, git_submodule_free>;
using TreeEntryHandle = Handle<git_tree_entry, git_tree_entry_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;

// A git_buf that frees itself.
struct Buffer
{
    Buffer() = default;
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
    ~Buffer() { git_buf_dispose(&value); }

    git_buf value{nullptr, 0, 0};
};

// handle, where libgit2 fills a pointer: check(git_commit_lookup(Out(commit), ...)).
template <class T, auto Free>
class Out
{
public:
    explicit Out(Handle<T, Free> &handle)
        : m_handle(handle)
    {
    }
    Out(const Out &) = delete;
    Out &operator=(const Out &) = delete;
    ~Out() { m_handle.reset(m_pointer); }
    operator T **() { return &m_pointer; } // NOLINT(google-explicit-constructor): it stands for one

private:
    Handle<T, Free> &m_handle;
    T *m_pointer = nullptr;
};

} // namespace gatewright::git
