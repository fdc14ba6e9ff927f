// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <git2.h>

#include <utility>

// Inside this module only: libgit2's objects with their owners.
namespace gatewright::git {

// Owns one of them. Unlike std::unique_ptr it gives its own place to functions that fill a pointer, so that
// what they filled can be used in the same expression.
template <class T, auto Free>
class Handle
{
public:
    Handle() = default;
    explicit Handle(T *object)
        : m_object(object)
    {
    }
    Handle(Handle &&other) noexcept
        : m_object(std::exchange(other.m_object, nullptr))
    {
    }
    Handle &operator=(Handle &&other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    ~Handle() { reset(); }

    [[nodiscard]] T *get() const { return m_object; }
    explicit operator bool() const { return m_object != nullptr; }
    T *operator->() const { return m_object; }
    void reset(T *object = nullptr)
    {
        if (m_object)
            Free(m_object);
        m_object = object;
    }
    // git_commit_lookup(commit.out(), ...)
    [[nodiscard]] T **out()
    {
        reset();
        return &m_object;
    }

private:
    T *m_object = nullptr;
};

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

} // namespace gatewright::git
